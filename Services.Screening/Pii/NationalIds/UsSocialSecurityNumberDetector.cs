using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Screening.Pii.NationalIds;

/// <summary>
/// US social security numbers. There is no check digit, but areas 000, 666 and 900-999, group 00 and serial 0000 are never given out. Nine
/// bare digits need a word beside them, and what a shop's reference stands before is none.
/// </summary>
internal sealed partial class UsSocialSecurityNumberDetector : IDetector
{
    private const int ReferenceDistance = 24;

    private const string Rule = PersonalData.NationalId + "us_ssn";

    /// <inheritdoc/>
    public IEnumerable<Detection> Detect(GuardedText text)
    {
        var source = text.Visible.Text;
        foreach (Match match in Pattern.Matches(source))
        {
            var grouped = match.Length > 9;
            // Where somebody says that it is one, it is meant as one, whether it was ever given out or not.
            if (ContextWords.Near(source, match.Index, match.Length, Words) || (grouped && IsLikely(source, match)))
            {
                yield return PiiMatch.Of(text, Rule, match, grouped ? 0.9 : 0.85);
            }
        }

        foreach (Match match in OddPattern.Matches(source))
        {
            if (IsOdd(source, match))
            {
                yield return PiiMatch.Of(text, Rule, match, 0.85);
            }
        }
    }

    /// <summary>
    /// With uneven gaps, in brackets, or one group under the other: a number has no check digit, so somebody has to say that it is one.
    /// </summary>
    private static bool IsOdd(string text, Match match) =>
        ContextWords.Near(text, match.Index, match.Length, Words)
        && !ContextWords.Precedes(text, match.Index, ReferenceDistance, ReferenceWords);

    private static bool IsLikely(string text, Match match) =>
        IsIssuable(PiiMatch.Digits(match.ValueSpan)) && !ContextWords.Precedes(text, match.Index, ReferenceDistance, ReferenceWords);

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
        @"(?<![\p{L}\p{N}#-])[(\[]?\d{3}[)\]]?[\s./_()\[\]\u2013-]{1,6}\d{2}[\s./_()\[\]\u2013-]{1,6}\d{4}(?![\p{L}\p{N}]|-\d)",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex OddPattern { get; }

    [GeneratedRegex(
        @"\b(?:ssn|social[ -]?security|social|tax ?id|tin|itin)\b",
        PatternDefaults.Options | RegexOptions.IgnoreCase,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Words { get; }

    [GeneratedRegex(
        @"\b(?:sku|orders?|items?|products?|articles?|parts?|models?|serial|tracking|parcel|shipment|invoice|ticket|case|reference|ref)\b"
            + @"[^.!?\d]{0,14}$",
        PatternDefaults.Options | RegexOptions.IgnoreCase,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex ReferenceWords { get; }
}
