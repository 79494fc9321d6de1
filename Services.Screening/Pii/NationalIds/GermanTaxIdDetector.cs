using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Screening.Pii.NationalIds;

/// <summary>
/// German tax id: eleven digits, the first not 0, one digit of the first ten repeated, and an ISO 7064 MOD 11,10 check digit. Bare digits
/// need a word beside them.
/// </summary>
internal sealed partial class GermanTaxIdDetector : IDetector
{
    private const string Rule = PersonalData.NationalId + "de_steuer_id";

    /// <inheritdoc/>
    public IEnumerable<Detection> Detect(GuardedText text)
    {
        var source = text.Visible.Text;
        foreach (Match match in Pattern.Matches(source))
        {
            if (IsValid(PiiMatch.Digits(match.ValueSpan)) && ContextWords.Near(source, match.Index, match.Length, Words))
            {
                yield return PiiMatch.Of(text, Rule, match);
            }
        }
    }

    /// <summary>True for eleven digits that keep the rules.</summary>
    public static bool IsValid(string digits)
    {
        if (digits.Length != 11 || digits[0] == '0')
        {
            return false;
        }

        var counts = digits[..10].GroupBy(static d => d).Select(static g => g.Count()).ToList();
        var product = 10;
        foreach (var digit in digits.AsSpan(0, 10))
        {
            var sum = (digit - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return counts.Count is 8 or 9 && counts.Max() <= 3 && (11 - product) % 10 == digits[10] - '0';
    }

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}#])(?:\d{11}|\d{2} \d{3} \d{3} \d{3}|\d{3}/\d{4}/\d{4})(?![\p{L}\p{N}])",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Pattern { get; }

    [GeneratedRegex(
        @"steuer|\b(?:idnr|tin|tax id|tax number|tax identification)",
        PatternDefaults.Options | RegexOptions.IgnoreCase,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Words { get; }
}
