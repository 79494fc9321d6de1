using Services.Contracts.Guardrails;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Guardrails.Injection;

/// <summary>
/// Attempts to override the instructions, to play a role without rules, or to have the instructions read out. Rules read the words and
/// every obfuscated reading of them; markup rules read the text as it stands; a trained classifier catches the long ones that no rule
/// names.
/// </summary>
internal sealed class InjectionDetector : IDetector
{
    private const string ClassifierRule = "injection.classifier";

    /// <summary>
    /// Chosen by five-fold cross-validation (bench/Guardrails, command <c>calibrate</c>): hardly a harmless text reaches it.
    /// </summary>
    public const double Threshold = 0.85;

    /// <inheritdoc/>
    public IEnumerable<Detection> Detect(GuardedText text)
    {
        foreach (var detection in ByRules(text.Words).Concat(Apply(ObfuscationRules.All, text.Words)))
        {
            yield return detection;
        }

        foreach (var view in text.Obfuscated)
        {
            foreach (var detection in ByRules(view).Concat(Apply(ObfuscationRules.All, view)))
            {
                yield return detection with
                {
                    Rule = detection.Rule + ".disguised",
                };
            }
        }

        foreach (var detection in Apply(MarkupRules.All, text.Visible))
        {
            yield return detection;
        }

        if (ByClassifier(text.Words) is { } classified)
        {
            yield return classified;
        }
    }

    /// <summary>The most suspicious piece, if it is suspicious enough.</summary>
    private static Detection? ByClassifier(TextView words)
    {
        Detection? worst = null;
        foreach (var (start, length) in WordWindows.Of(words.Text))
        {
            var probability = InjectionClassifier.Shipped.Probability(words.Text.AsSpan(start, length));
            if (probability >= Threshold && probability > (worst?.Confidence ?? 0))
            {
                var (from, count) = words.ToOriginal(start, length);
                worst = new Detection(GuardrailCategories.PromptInjection, ClassifierRule, from, count, Math.Round(probability, 3));
            }
        }

        return worst;
    }

    private static IEnumerable<Detection> ByRules(TextView view) =>
        Apply(OverrideRules.All, view)
            .Concat(Apply(RolePlayRules.All, view))
            .Concat(Apply(ExtractionRules.All, view))
            .Concat(Apply(MultilingualRules.All, view));

    private static IEnumerable<Detection> Apply(IReadOnlyList<PatternRule> rules, TextView view) =>
        PatternRule.Apply(rules, GuardrailCategories.PromptInjection, view);
}
