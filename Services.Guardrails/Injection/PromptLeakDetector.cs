using Services.Contracts.Guardrails;
using Services.Guardrails.Detectors;
using Services.Guardrails.Text;

namespace Services.Guardrails.Injection;

/// <summary>A reply that reads out the assistant's instructions, or announces that it has dropped them.</summary>
internal sealed class PromptLeakDetector : IDetector
{
    /// <inheritdoc/>
    public IEnumerable<Detection> Detect(GuardedText text) => text.Disguised
        .Prepend(text.Words)
        .SelectMany(static view => PatternRule.Apply(PromptLeakRules.All, GuardrailCategories.PromptInjection, view))
        .Concat(PatternRule.Apply(MarkupRules.All, GuardrailCategories.PromptInjection, text.Visible));
}
