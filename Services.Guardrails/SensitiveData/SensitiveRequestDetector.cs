using System.Text.RegularExpressions;
using Services.Contracts.Guardrails;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Guardrails.SensitiveData;

/// <summary>
/// A request to read out card numbers, codes, passwords, ids, or data of another person. Asking for the last four digits is allowed.
/// </summary>
internal sealed partial class SensitiveRequestDetector : IDetector
{
    /// <inheritdoc/>
    public IEnumerable<Detection> Detect(GuardedText text)
    {
        foreach (var view in text.Obfuscated.Prepend(text.Words))
        {
            foreach (var detection in PatternRule.Apply(DisclosureRules.All, GuardrailCategories.SensitiveDataRequest, view))
            {
                if (!LastDigits.IsMatch(view.Text) || WholeNumber.IsMatch(view.Text))
                {
                    yield return detection;
                }
            }
        }
    }

    [GeneratedRegex(
        @"\b(?:last|final|ending|ends) (?:in |with )?(?:four|4|three|3|few|digits?)\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex LastDigits { get; }

    [GeneratedRegex(
        @"\b(?:full|whole|entire|complete|all|besides|sixteen|16|not (?:just|only)|everything|cvv|cvc|passwords?)\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex WholeNumber { get; }
}
