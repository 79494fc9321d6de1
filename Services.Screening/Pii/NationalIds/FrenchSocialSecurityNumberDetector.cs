using System.Globalization;
using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Screening.Pii.NationalIds;

/// <summary>
/// French NIR: sex, year, month, department, commune, order and a key of 97 minus the number modulo 97. Fifteen bare digits need a word
/// beside them.
/// </summary>
internal sealed partial class FrenchSocialSecurityNumberDetector : IDetector
{
    private const string Rule = PersonalData.NationalId + "fr_nir";

    /// <inheritdoc/>
    public IEnumerable<Detection> Detect(GuardedText text)
    {
        var source = text.Visible.Text;
        foreach (Match match in Pattern.Matches(source))
        {
            if (
                HasKey(PiiMatch.Alphanumerics(match.Value))
                && (match.Length > 15 || ContextWords.Near(source, match.Index, match.Length, Words))
            )
            {
                yield return PiiMatch.Of(text, Rule, match);
            }
        }
    }

    /// <summary>True if the two digits at the end belong to the rest. Expects fifteen characters; 2A and 2B stand for Corsica.</summary>
    public static bool HasKey(string number)
    {
        var corsica = number[5..7] switch
        {
            "2A" => "19",
            "2B" => "18",
            var other => other,
        };
        return long.TryParse(
                string.Concat(number.AsSpan(0, 5), corsica, number.AsSpan(7, 6)),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var value
            )
            && int.TryParse(number.AsSpan(13), NumberStyles.None, CultureInfo.InvariantCulture, out var key)
            && 97 - (value % 97) == key;
    }

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}])[12][ .-]?\d{2}[ .-]?(?:0[1-9]|1[0-2]|[2-4]\d)[ .-]?(?:\d{2}|2[AB])[ .-]?\d{3}[ .-]?\d{3}[ "
            + @".-]?\d{2}(?![\p{L}\p{N}])",
        PatternDefaults.Options | RegexOptions.IgnoreCase,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Pattern { get; }

    [GeneratedRegex(
        @"\b(?:nir|s[ée]curit[ée] sociale|num[ée]ro de s[ée]cu|s[ée]cu|insee|social security)\b",
        PatternDefaults.Options | RegexOptions.IgnoreCase,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Words { get; }
}
