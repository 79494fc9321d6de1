using Microsoft.Extensions.Options;
using Services.Contracts.Guardrails;
using Services.Guardrails.Injection;
using Services.Guardrails.Safety;
using Services.Screening.Detectors;
using Services.Screening.Pii;
using Services.Screening.Text;

namespace Services.Guardrails.Verdicts;

/// <summary>
/// Checks what the assistant is about to say, sentence by sentence, together with the end of what it said before. Cards, bank accounts and
/// national ids are always redacted; e-mail addresses and phone numbers unless the caller's own records contain them.
/// </summary>
internal sealed class OutputGuard(IOptions<GuardrailOptions> options)
{
    private static readonly DetectorSet PersonalDataOnly = new(PersonalDataDetectors.All);

    private readonly DetectorSet _detectors = new([.. PersonalDataDetectors.All, new UnsafeContentDetector(), new PromptLeakDetector()]);

    /// <summary>The verdict on <see cref="GuardrailRequest.Text"/> alone; spans are relative to it.</summary>
    public Verdict Check(GuardrailRequest request)
    {
        var before = Tail(request.Preceding);
        var grounding = new Grounding(request.Grounding ?? []);
        var detections = Detect(_detectors, before, request.Text, grounding);
        IReadOnlyList<Finding> findings = [.. detections.Select(static d => d.ToFinding())];
        if (detections.Find(static d => d.Category != GuardrailCategories.Pii) is { } blocking)
        {
            return new Verdict
            {
                Action = VerdictAction.Block,
                Text = "",
                Findings = findings,
                Reason = BlockReasons.ForOutput(blocking),
            };
        }

        return detections.Count == 0
            ? new Verdict { Action = VerdictAction.Allow, Text = request.Text }
            : new Verdict
            {
                Action = VerdictAction.Redact,
                Text = Redactor.RedactAll(request.Text, detections, text => Detect(PersonalDataOnly, before, text, grounding)),
                Findings = findings,
            };
    }

    /// <summary>What is in <paramref name="text"/>, read together with what stands before it.</summary>
    private static List<Detection> Detect(DetectorSet detectors, string before, string text, Grounding grounding)
    {
        var whole = before + text;
        var detections = detectors.Detect(new GuardedText(whole)).FindAll(detection => detection.End > before.Length);
        grounding.Ask(detections.Where(static d => PersonalData.IsContact(d.Rule)).Select(d => whole.Substring(d.Start, d.Length)));
        return
        [
            .. detections
                .Where(d => !(PersonalData.IsContact(d.Rule) && grounding.Contains(whole.Substring(d.Start, d.Length))))
                .Select(d => Clip(d, before.Length)),
        ];
    }

    private string Tail(string? preceding)
    {
        var tail = preceding ?? "";
        return tail.Length <= options.Value.PrecedingWindow ? tail : tail[^options.Value.PrecedingWindow..];
    }

    private static Detection Clip(Detection detection, int start)
    {
        var from = Math.Max(detection.Start, start);
        return detection with { Start = from - start, Length = detection.End - from };
    }
}
