using Services.Contracts.Guardrails;
using Services.Guardrails.Detectors;
using Services.Guardrails.Text;

namespace Services.Guardrails.Injection;

/// <summary>
/// Attempts to override the instructions, to play a role without rules, or to have the instructions read out. Rules read the words and every
/// disguised reading of them; markup rules read the text as it stands; a trained classifier catches the long ones that no rule names.
/// </summary>
internal sealed class InjectionDetector : IDetector
{
    /// <inheritdoc/>
    public IEnumerable<Detection> Detect(GuardedText text)
    {
        foreach (var detection in ByRules(text.Words))
        {
            yield return detection;
        }

        foreach (var view in text.Disguised)
        {
            foreach (var detection in ByRules(view).Concat(Apply(DisguiseRules.All, view)))
            {
                yield return detection with { Rule = detection.Rule + ".disguised" };
            }
        }

        foreach (var detection in Apply(MarkupRules.All, text.Visible))
        {
            yield return detection;
        }
    }

    private static IEnumerable<Detection> ByRules(TextView view) => Apply(OverrideRules.All, view)
        .Concat(Apply(RolePlayRules.All, view))
        .Concat(Apply(ExtractionRules.All, view))
        .Concat(Apply(MultilingualRules.All, view));

    private static IEnumerable<Detection> Apply(IReadOnlyList<PatternRule> rules, TextView view) =>
        PatternRule.Apply(rules, GuardrailCategories.PromptInjection, view);
}
