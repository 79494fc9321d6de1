using System.Diagnostics;
using System.Diagnostics.Metrics;
using Services.Contracts.Telemetry;
using Services.Evals.Evaluators;

namespace Services.Evals.Runtime;

/// <summary>Spans and metrics of evaluations.</summary>
internal sealed class EvaluationTelemetry
{
    private static readonly ActivitySource Source = new(ActivitySources.Evals);

    private readonly Histogram<double> _scores;
    private readonly Counter<long> _flags;

    public EvaluationTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(ActivitySources.Evals);
        _scores = meter.CreateHistogram(
            "switchboard.evals.score",
            "1",
            "Scores of finished turns by metric and agent.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] }
        );
        _flags = meter.CreateCounter<long>("switchboard.evals.flags", "{flag}", "Flags raised by flag and agent.");
    }

    /// <summary>Runs one evaluator in its span and records the score.</summary>
    public async Task<MetricScore?> ObserveAsync(IEvaluator evaluator, EvaluatedTurn turn, CancellationToken cancellationToken)
    {
        using var activity = Source.StartActivity($"evaluate {evaluator.Metric}");
        activity?.SetTag(AttributeNames.OperationName, "evaluate");
        activity?.SetTag("gen_ai.evaluation.name", evaluator.Metric);
        activity?.SetTag(AttributeNames.ConversationId, turn.Turn.SessionId.ToString());
        activity?.SetTag(AttributeNames.TurnId, turn.Turn.TurnId.ToString());
        try
        {
            var score = await evaluator.EvaluateAsync(turn, cancellationToken);
            Record(evaluator.Metric, turn.Turn.Agent, score);
            activity?.SetTag("gen_ai.evaluation.score.value", score?.Value);
            activity?.SetTag("switchboard.evaluation.applicable", score is not null);
            return score;
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            activity?.SetTag(AttributeNames.ErrorType, exception.GetType().FullName);
            throw;
        }
    }

    private void Record(string metric, string? agent, MetricScore? score)
    {
        if (score is null)
        {
            return;
        }

        var agentTag = new KeyValuePair<string, object?>(AttributeNames.AgentName, agent ?? "none");
        _scores.Record(score.Value, new KeyValuePair<string, object?>("metric", metric), agentTag);
        foreach (var flag in score.Flags)
        {
            _flags.Add(1, new KeyValuePair<string, object?>("flag", flag), agentTag);
        }
    }
}
