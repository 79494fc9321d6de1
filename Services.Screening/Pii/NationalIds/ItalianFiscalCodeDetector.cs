using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Screening.Pii.NationalIds;

/// <summary>Italian codice fiscale: sixteen characters, the last one a check letter (decree of 23 December 1976).</summary>
internal sealed partial class ItalianFiscalCodeDetector : IDetector
{
    private const string Rule = PersonalData.NationalId + "it_codice_fiscale";

    /// <summary>Values of 0-9 and then A-Z at odd places, counted from 1.</summary>
    private static ReadOnlySpan<byte> OddValues =>
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

    /// <inheritdoc/>
    public IEnumerable<Detection> Detect(GuardedText text)
    {
        foreach (Match match in Pattern.Matches(text.Visible.Text))
        {
            if (HasCheckLetter(PiiMatch.Alphanumerics(match.Value)))
            {
                yield return PiiMatch.Of(text, Rule, match);
            }
        }
    }

    /// <summary>True if the letter at the end belongs to the rest. Expects sixteen characters in upper case without separators.</summary>
    public static bool HasCheckLetter(string code)
    {
        var sum = 0;
        for (var i = 0; i < 15; i++)
        {
            var isDigit = char.IsAsciiDigit(code[i]);
            var value = isDigit ? code[i] - '0' : code[i] - 'A';
            sum += i % 2 == 1 ? value : OddValues[isDigit ? value : value + 10];
        }

        return code[15] - 'A' == sum % 26;
    }

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}])[A-Z]{3}[ ]?[A-Z]{3}[ ]?[0-9LMNPQRSTUV]{2}[A-EHLMPRST][0-9LMNPQRSTUV]{2}[ "
            + @"]?[A-Z][0-9LMNPQRSTUV]{3}[A-Z](?![\p{L}\p{N}])",
        PatternDefaults.Options | RegexOptions.IgnoreCase,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Pattern { get; }
}
