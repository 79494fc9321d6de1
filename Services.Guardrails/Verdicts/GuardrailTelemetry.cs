using System.Diagnostics;
using System.Diagnostics.Metrics;
using Services.Contracts.Guardrails;
using Services.Contracts.Json;
using Services.Contracts.Telemetry;

namespace Services.Guardrails.Verdicts;

/// <summary>Spans and metrics of verdicts. Neither holds any part of a text.</summary>
internal sealed class GuardrailTelemetry
{
    private static readonly ActivitySource Source = new(ActivitySources.Guardrails);

    private readonly Counter<long> _verdicts;
    private readonly Counter<long> _findings;
    private readonly Histogram<double> _duration;
    private readonly TimeProvider _time;

    public GuardrailTelemetry(IMeterFactory meters, TimeProvider time)
    {
        var meter = meters.Create(ActivitySources.Guardrails);
        _verdicts = meter.CreateCounter<long>("switchboard.guardrails.verdicts", "{verdict}", "Verdicts by stage and action.");
        _findings = meter.CreateCounter<long>(
            "switchboard.guardrails.findings",
            "{finding}",
            "Findings by stage, category and action of their verdict."
        );
        _duration = meter.CreateHistogram(
            "switchboard.guardrails.duration",
            "s",
            "Time to judge one text.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25],
            }
        );
        _time = time;
    }

    /// <summary>Runs <paramref name="check"/> in a span and records what came of it.</summary>
    public Verdict Observe(GuardrailStage side, GuardrailRequest request, Func<GuardrailRequest, Verdict> check)
    {
        var stage = EnumNames.Of(side);
        using var activity = Source.StartActivity($"guardrail {stage}");
        activity?.SetTag(AttributeNames.ConversationId, request.SessionId?.ToString());
        activity?.SetTag("switchboard.guardrail.stage", stage);
        activity?.SetTag("switchboard.guardrail.text.length", request.Text.Length);
        var started = _time.GetTimestamp();
        try
        {
            var verdict = check(request);
            Record(stage, verdict, _time.GetElapsedTime(started));
            Describe(activity, verdict);
            return verdict;
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            activity?.SetTag(AttributeNames.ErrorType, exception.GetType().FullName);
            throw;
        }
    }

    private static void Describe(Activity? activity, Verdict verdict)
    {
        activity?.SetTag(AttributeNames.VerdictAction, verdict.Action.ToString());
        if (verdict.Findings.Count > 0)
        {
            activity?.SetTag(AttributeNames.VerdictCategories, verdict.Findings.Select(static f => f.Category).Distinct().ToArray());
            activity?.SetTag("switchboard.verdict.rules", verdict.Findings.Select(static f => f.Rule).Distinct().ToArray());
        }
    }

    private void Record(string stage, Verdict verdict, TimeSpan elapsed)
    {
        var stageTag = new KeyValuePair<string, object?>("stage", stage);
        var actionTag = new KeyValuePair<string, object?>("action", verdict.Action.ToString());
        _duration.Record(elapsed.TotalSeconds, stageTag);
        _verdicts.Add(1, stageTag, actionTag);
        foreach (var category in verdict.Findings.Select(static f => f.Category).Distinct())
        {
            _findings.Add(1, stageTag, actionTag, new KeyValuePair<string, object?>("category", category));
        }
    }
}
