using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Screening.Pii;

/// <summary>
/// International bank account numbers (ISO 13616): the country's length and the checksum modulo 97. Spaces and hyphens are tolerated.
/// </summary>
internal sealed partial class IbanDetector : IDetector
{
    private static readonly Dictionary<string, int> Lengths = Parse(
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 "
            + "FI18 FK18 FO18 FR27 "
            + "GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 "
            + "LV21 LY25 MC27 MD24 ME22 "
            + "MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 "
            + "SK24 SM27 SO23 ST25 SV28 "
            + "TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"
    );

    private const int LongestGap = 8;

    private static readonly SearchValues<char> Separators = SearchValues.Create(" -.\n\r\t_/()[]{}|\u2013");

    /// <inheritdoc/>
    public IEnumerable<Detection> Detect(GuardedText text)
    {
        var source = text.Visible.Text;
        for (var match = Candidate.Match(source); match.Success; match = match.NextMatch())
        {
            if (LengthOf(source, match.Index) is { } length)
            {
                yield return PiiMatch.Of(text, PersonalData.Iban, match.Index, length);
            }
        }
    }

    /// <summary>True for a number without separators, in upper case, that has its country's length and a correct checksum.</summary>
    public static bool IsValid(ReadOnlySpan<char> iban)
    {
        if (iban.Length < 5 || !Lengths.TryGetValue(iban[..2].ToString(), out var length) || iban.Length != length)
        {
            return false;
        }

        var remainder = 0;
        for (var i = 0; i < iban.Length; i++)
        {
            var character = iban[(i + 4) % iban.Length];
            remainder = character switch
            {
                >= '0' and <= '9' => ((remainder * 10) + character - '0') % 97,
                >= 'A' and <= 'Z' => ((remainder * 100) + character - 'A' + 10) % 97,
                _ => 98,
            };
            if (remainder > 97)
            {
                return false;
            }
        }

        return remainder == 1;
    }

    /// <summary>How much of the text from <paramref name="start"/> is a valid number; null if none is.</summary>
    private static int? LengthOf(string text, int start)
    {
        var wanted = Lengths.GetValueOrDefault(text.Substring(start, 2).ToUpperInvariant());
        Span<char> iban = stackalloc char[34];
        var count = 0;
        var index = start;
        var lastKept = start;
        for (; index < text.Length && count < wanted; index++)
        {
            if (char.IsAsciiLetterOrDigit(text[index]))
            {
                iban[count++] = char.ToUpperInvariant(text[index]);
                lastKept = index;
            }
            else if (!Separators.Contains(text[index]) || index - lastKept > LongestGap)
            {
                return null;
            }
        }

        var ends = index == text.Length || !char.IsLetterOrDigit(text[index]);
        return wanted > 0 && ends && IsValid(iban[..count]) ? index - start : null;
    }

    private static Dictionary<string, int> Parse(string table) =>
        table
            .Split(' ')
            .ToDictionary(
                static entry => entry[..2],
                static entry => int.Parse(entry.AsSpan(2), CultureInfo.InvariantCulture),
                StringComparer.Ordinal
            );

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}])[A-Za-z]{2}[\s._/()\[\]{}|-]{0,3}\d[ -]?\d(?=[\s._/()\[\]{}|-]{0,8}[A-Za-z0-9])",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Candidate { get; }
}
