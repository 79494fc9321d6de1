using System.Text.RegularExpressions;
using Services.Guardrails.Detectors;
using Services.Guardrails.Text;

namespace Services.Guardrails.Pii.NationalIds;

/// <summary>
/// US social security numbers. There is no check digit, but areas 000, 666 and 900-999, group 00 and serial 0000 are never given out. Nine
/// bare digits need a word beside them.
/// </summary>
internal sealed partial class UsSocialSecurityNumberDetector : IDetector
{
    private const string Rule = PersonalData.NationalId + "us_ssn";

    /// <inheritdoc/>
    public IEnumerable<Detection> Detect(GuardedText text)
    {
        var source = text.Visible.Text;
        foreach (Match match in Pattern.Matches(source))
        {
            var grouped = match.Length > 9;
            if (IsIssuable(PiiMatch.Digits(match.ValueSpan)) && (grouped || ContextWords.Near(source, match.Index, match.Length, Words)))
            {
                yield return PiiMatch.Of(text, Rule, match, grouped ? 0.9 : 0.85);
            }
        }
    }

    /// <summary>True for nine digits that the administration may have given out.</summary>
    public static bool IsIssuable(string digits) =>
        digits.Length == 9
        && digits[0] != '9'
        && digits[..3] is not ("000" or "666")
        && digits[3..5] != "00"
        && digits[5..] != "0000"
        && digits is not ("078051120" or "219099999");

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}#-])(?:\d{3}-\d{2}-\d{4}|\d{3} \d{2} \d{4}|\d{3}\.\d{2}\.\d{4}|\d{9})(?![\p{L}\p{N}]|-\d)",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Pattern { get; }

    [GeneratedRegex(
        @"\b(?:ssn|social[ -]?security|social|tax ?id|tin|itin)\b",
        PatternDefaults.Options | RegexOptions.IgnoreCase,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Words { get; }
}
