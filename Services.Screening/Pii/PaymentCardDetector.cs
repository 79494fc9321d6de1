using System.Globalization;
using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Screening.Pii;

/// <summary>
/// Payment card numbers (ISO/IEC 7812): a known issuer's range at that issuer's length, and a correct Luhn check digit. Separators between
/// the digits are tolerated. The last four digits alone are no card number.
/// </summary>
internal sealed partial class PaymentCardDetector : IDetector
{
    private const int ShortestCard = 12;
    private const int LongestCard = 19;
    private const int ShortestOddCard = 15;
    private const int ReferenceDistance = 24;

    /// <inheritdoc/>
    public IEnumerable<Detection> Detect(GuardedText text)
    {
        var source = text.Visible.Text;
        var groups = DigitGroups.In(source);
        for (var first = 0; first < groups.Count; first++)
        {
            if ((LastGroupOfCard(source, groups, first) ?? LastGroupOfOddCard(source, groups, first)) is { } last)
            {
                var start = groups[first].Start;
                yield return PiiMatch.Of(text, PersonalData.Card, start, groups[last].End - start);
                first = last;
            }
        }
    }

    /// <summary>The Luhn checksum (ISO/IEC 7812-1, annex B) over ASCII digits.</summary>
    public static bool HasLuhnChecksum(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            var doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return digits.Length > 0 && sum % 10 == 0;
    }

    /// <summary>True if an issuer gives out numbers that begin so and are that long.</summary>
    public static bool HasIssuerRange(ReadOnlySpan<char> digits)
    {
        if (digits.Length is < ShortestCard or > LongestCard)
        {
            return false;
        }

        var length = digits.Length;
        var prefix = int.Parse(digits[..6], CultureInfo.InvariantCulture);
        return (prefix / 1000, prefix / 10000, prefix / 100000) switch
        {
            (_, _, 4) => length is 13 or 16 or 19,
            (_, >= 51 and <= 55, _) => length == 16,
            (_, _, 2) when prefix is >= 222100 and <= 272099 => length == 16,
            (_, 34 or 37, _) => length == 15,
            (309 or >= 300 and <= 305, _, _) => length is 14 or 16,
            (_, 36 or 38 or 39, _) => length is 14 or 16 or 19,
            (_, 35, _) when prefix is >= 352800 and <= 358999 => length is >= 16 and <= 19,
            (_, _, 6) when prefix / 100 == 6011 || prefix / 10000 == 65 || prefix / 1000 is >= 644 and <= 649 => length is >= 16 and <= 19,
            (_, 62, _) => length is >= 16 and <= 19,
            (_, 50 or 56 or 57 or 58 or 60 or 61 or 63 or 64 or 66 or 67 or 68 or 69, _) => length is >= 12 and <= 19,
            (_, 81, _) => length == 16,
            _ when prefix / 100 is 1800 or 2131 => length == 15,
            _ when prefix / 100 is >= 2200 and <= 2204 => length == 16,
            _ => false,
        };
    }

    private static bool IsCard(string digits, string text, int start, int length)
    {
        if (digits.Length < ShortestCard || !HasLuhnChecksum(digits) || !digits.AsSpan().ContainsAnyExcept(digits[0]))
        {
            return false;
        }

        // One reference in ten has a correct check digit, and some begin like a card. Sixteen digits from an issuer's range are a card
        // whatever stands before them; for the rest the words around decide.
        var known = HasIssuerRange(digits);
        if (ContextWords.Precedes(text, start, ReferenceDistance, ReferenceWords))
        {
            return known && digits.Length >= 16;
        }

        return (known && digits.Length > ShortestCard) || ContextWords.Near(text, start, length, CardWords);
    }

    /// <summary>The longest card number that begins with group <paramref name="first"/>.</summary>
    private static int? LastGroupOfCard(string text, IReadOnlyList<DigitGroup> groups, int first)
    {
        int? found = null;
        var start = groups[first].Start;
        for (var last = first; last < groups.Count && DigitGroups.AreOneNumber(text, groups, first, last); last++)
        {
            var length = groups[last].End - start;
            var digits = PiiMatch.Digits(text.AsSpan(start, length));
            if (digits.Length > LongestCard)
            {
                break;
            }

            found = DigitGroups.HasUsualShape(groups, first, last) && IsCard(digits, text, start, length) ? last : found;
        }

        return found;
    }

    /// <summary>
    /// The same for one with uneven gaps, in brackets, or with one group under the other. Many numbers stand so that are none: it needs
    /// all that a card has, and nothing before it that says what else it is.
    /// </summary>
    private static int? LastGroupOfOddCard(string text, IReadOnlyList<DigitGroup> groups, int first)
    {
        var start = groups[first].Start;
        int? found = null;
        for (var last = first; last < groups.Count && DigitGroups.AreOddlyOneNumber(text, groups, first, last); last++)
        {
            var digits = PiiMatch.Digits(text.AsSpan(start, groups[last].End - start));
            if (digits.Length > LongestCard)
            {
                break;
            }

            if (digits.Length >= ShortestOddCard && DigitGroups.HasPrintedShape(groups, first, last) && IsOddCard(digits, text, start))
            {
                found = last;
            }
        }

        return found;
    }

    private static bool IsOddCard(string digits, string text, int start) =>
        HasLuhnChecksum(digits)
        && HasIssuerRange(digits)
        && digits.AsSpan().ContainsAnyExcept(digits[0])
        && !ContextWords.Precedes(text, start, ReferenceDistance, ReferenceWords);

    [GeneratedRegex(
        @"\b(?:tracking|parcel|shipment|waybill|awb|ups|fedex|usps|dhl|orders?|purchases?|items?|products?|skus?|invoice|reference|"
            + @"ref|ticket|serial)\b[^.!?\d]{0,14}$",
        PatternDefaults.Options | RegexOptions.IgnoreCase,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex ReferenceWords { get; }

    [GeneratedRegex(
        @"\b(?:cards?|credit|debit|maestro|visa|mastercard|amex|cc)\b",
        PatternDefaults.Options | RegexOptions.IgnoreCase,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex CardWords { get; }
}
