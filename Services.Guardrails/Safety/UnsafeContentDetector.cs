using Services.Contracts.Guardrails;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Guardrails.Safety;

/// <summary>
/// Violence, self-harm, hate, sexual content, crime. Rules describe what is wanted or threatened, not single words: a stolen parcel, a bath
/// bomb and a killer deal are everyday matters in a shop.
/// </summary>
internal sealed class UnsafeContentDetector : IDetector
{
    public const string SelfHarm = "unsafe.self_harm";
    public const string Violence = "unsafe.violence";
    public const string Hate = "unsafe.hate";
    public const string Sexual = "unsafe.sexual";
    public const string Crime = "unsafe.crime";

    private static readonly IReadOnlyList<(string Rule, IReadOnlyList<PatternRule> Patterns)> Kinds =
    [
        (SelfHarm, SelfHarmRules.All),
        (Violence, ViolenceRules.All),
        (Hate, HateRules.All),
        (Sexual, SexualRules.All),
        (Crime, CrimeRules.All),
    ];

    /// <inheritdoc/>
    public IEnumerable<Detection> Detect(GuardedText text)
    {
        foreach (var view in text.Obfuscated.Prepend(text.Words))
        {
            foreach (var (rule, patterns) in Kinds)
            {
                foreach (var detection in PatternRule.Apply(patterns, GuardrailCategories.UnsafeContent, view))
                {
                    yield return detection with
                    {
                        Rule = rule,
                    };
                }
            }
        }
    }
}
