using System.Globalization;
using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Screening.Pii.NationalIds;

/// <summary>
/// Spanish DNI (eight digits and a letter) and NIE (X, Y or Z, seven digits and a letter); the letter is the number modulo 23.
/// </summary>
internal sealed partial class SpanishIdDetector : IDetector
{
    private const string Dni = PersonalData.NationalId + "es_dni";
    private const string Nie = PersonalData.NationalId + "es_nie";
    private const string Letters = "TRWAGMYFPDXBNJZSQVHLCKE";

    /// <inheritdoc/>
    public IEnumerable<Detection> Detect(GuardedText text)
    {
        foreach (Match match in Pattern.Matches(text.Visible.Text))
        {
            var id = PiiMatch.Alphanumerics(match.Value);
            if (HasControlLetter(id))
            {
                yield return PiiMatch.Of(text, char.IsAsciiDigit(id[0]) ? Dni : Nie, match, 0.95);
            }
        }
    }

    /// <summary>True if the letter at the end belongs to the number. Expects nine characters in upper case without separators.</summary>
    public static bool HasControlLetter(string id)
    {
        var number = "XYZ".IndexOf(id[0], StringComparison.Ordinal) is var lead and >= 0 ? lead + id[1..^1] : id[..^1];
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && Letters[value % 23] == id[^1];
    }

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}#])(?:[XYZ][ -]?\d{7}|\d{8}|\d{2}\.\d{3}\.\d{3})[ -]?[A-HJ-NP-TV-Z](?![\p{L}\p{N}])",
        PatternDefaults.Options | RegexOptions.IgnoreCase,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Pattern { get; }
}
