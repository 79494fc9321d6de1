using Services.Contracts.Guardrails;
using Services.Guardrails.Injection;
using Services.Guardrails.Safety;
using Services.Guardrails.SensitiveData;
using Services.Guardrails.Topic;
using Services.Screening.Detectors;
using Services.Screening.Pii;
using Services.Screening.Text;

namespace Services.Guardrails.Verdicts;

/// <summary>
/// Checks what a user wrote. Cards, bank accounts and national ids are redacted, so that neither model nor store ever sees them; e-mail
/// addresses and phone numbers identify a customer and pass, but are reported; the rest is refused.
/// </summary>
internal sealed class InputGuard
{
    private static readonly string[] BlockingByWeight =
    [
        GuardrailCategories.UnsafeContent,
        GuardrailCategories.PromptInjection,
        GuardrailCategories.SensitiveDataRequest,
        GuardrailCategories.OffTopic,
    ];

    private static readonly DetectorSet PersonalDataOnly = new(PersonalDataDetectors.All);

    private readonly DetectorSet _detectors = new([
        .. PersonalDataDetectors.All,
        new UnsafeContentDetector(),
        new InjectionDetector(),
        new SensitiveRequestDetector(),
        new TopicDetector(),
    ]);

    /// <summary>The verdict.</summary>
    public Verdict Check(GuardrailRequest request)
    {
        var detections = _detectors.Detect(new GuardedText(request.Text));
        IReadOnlyList<Finding> findings = [.. detections.Select(static d => d.ToFinding())];
        if (Blocking(detections) is { } blocking)
        {
            return new Verdict
            {
                Action = VerdictAction.Block,
                Text = "",
                Findings = findings,
                Reason = BlockReasons.ForInput(blocking),
            };
        }

        var secrets = Secrets(detections);
        return secrets.Count == 0
            ? new Verdict
            {
                Action = VerdictAction.Allow,
                Text = request.Text,
                Findings = findings,
            }
            : new Verdict
            {
                Action = VerdictAction.Redact,
                Text = Redactor.RedactAll(request.Text, secrets, FindSecrets),
                Findings = findings,
            };
    }

    private static List<Detection> FindSecrets(string text) => Secrets(PersonalDataOnly.Detect(new GuardedText(text)));

    private static List<Detection> Secrets(List<Detection> detections) =>
        detections.FindAll(static d => d.Category == GuardrailCategories.Pii && !PersonalData.IsContact(d.Rule));

    private static Detection? Blocking(List<Detection> detections) =>
        BlockingByWeight
            .Select(category => detections.Find(detection => detection.Category == category))
            .FirstOrDefault(static detection => detection is not null);
}
