using Services.Contracts.Guardrails;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Guardrails.Injection;

/// <summary>A reply that reads out the assistant's instructions, or announces that it has dropped them.</summary>
internal sealed class PromptLeakDetector : IDetector
{
    private const string PromptText = "leak.prompt_text";

    /// <inheritdoc/>
    public IEnumerable<Detection> Detect(GuardedText text) =>
        text
            .Obfuscated.Prepend(text.Words)
            .SelectMany(static view =>
                Leaked(view).Concat(PatternRule.Apply(PromptLeakRules.All, GuardrailCategories.PromptInjection, view))
            )
            .Concat(PatternRule.Apply(MarkupRules.All, GuardrailCategories.PromptInjection, text.Visible));

    private static IEnumerable<Detection> Leaked(TextView view)
    {
        if (ProtectedTexts.FindIn(view.Text) is var (start, length))
        {
            var (from, count) = view.ToOriginal(start, length);
            yield return new Detection(GuardrailCategories.PromptInjection, PromptText, from, count, 1);
        }
    }
}
