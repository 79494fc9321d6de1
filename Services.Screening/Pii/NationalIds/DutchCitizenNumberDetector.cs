using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Screening.Pii.NationalIds;

/// <summary>Dutch BSN: nine digits whose weighted sum divides by eleven. One number in eleven does, so it needs a word beside it.</summary>
internal sealed partial class DutchCitizenNumberDetector : IDetector
{
    private const string Rule = PersonalData.NationalId + "nl_bsn";

    /// <inheritdoc/>
    public IEnumerable<Detection> Detect(GuardedText text)
    {
        var source = text.Visible.Text;
        foreach (Match match in Pattern.Matches(source))
        {
            if (HasElevenProof(PiiMatch.Digits(match.ValueSpan)) && ContextWords.Near(source, match.Index, match.Length, Words))
            {
                yield return PiiMatch.Of(text, Rule, match);
            }
        }
    }

    /// <summary>The eleven-proof over nine digits, the last of which counts negative.</summary>
    public static bool HasElevenProof(string digits)
    {
        if (digits.Length != 9)
        {
            return false;
        }

        var sum = -(digits[8] - '0');
        for (var i = 0; i < 8; i++)
        {
            sum += (digits[i] - '0') * (9 - i);
        }

        return sum != 0 && sum % 11 == 0;
    }

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}#])(?:\d{9}|\d{4}[ .]\d{2}[ .]\d{3}|\d{3}[ .]\d{3}[ .]\d{3})(?![\p{L}\p{N}])",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Pattern { get; }

    [GeneratedRegex(
        @"\b(?:bsn|burgerservicenummer|sofi-?nummer|citizen service number|dutch id)\b",
        PatternDefaults.Options | RegexOptions.IgnoreCase,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Words { get; }
}
