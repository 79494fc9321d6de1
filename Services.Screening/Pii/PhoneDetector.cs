using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Screening.Pii;

/// <summary>
/// Phone numbers: international (E.164, with + or 00), and national formats that show by their grouping that they are one. Bare digits
/// count only beside a word like "phone" or "call": a shop's references are bare digits too.
/// </summary>
internal sealed partial class PhoneDetector : IDetector
{
    private const int Shortest = 7;
    private const int Longest = 15;
    private const int LabelWidth = 12;

    /// <inheritdoc/>
    public IEnumerable<Detection> Detect(GuardedText text)
    {
        var source = text.Visible.Text;
        foreach (Match match in International.Matches(source))
        {
            if (HasPhoneLength(match) && (match.Value[0] == '+' || IsDialledAbroad(source, match)))
            {
                yield return PiiMatch.Of(text, PersonalData.InternationalPhone, match);
            }
        }

        foreach (Match match in Uneven.Matches(source))
        {
            if (HasPhoneLength(match) && !IsReference(source, match.Index))
            {
                yield return PiiMatch.Of(text, PersonalData.InternationalPhone, match, 0.9);
            }
        }

        foreach (Match match in Grouped.Matches(source))
        {
            if (HasPhoneLength(match) && !LooksLikeDate(match.Value) && !IsReference(source, match.Index))
            {
                yield return PiiMatch.Of(text, PersonalData.NationalPhone, match, 0.9);
            }
        }

        foreach (Match match in Loose.Matches(source))
        {
            if (HasPhoneLength(match) && !LooksLikeDate(match.Value) && SpeaksOfPhone(source, match) && !IsReference(source, match.Index))
            {
                yield return PiiMatch.Of(text, PersonalData.NationalPhone, match, 0.8);
            }
        }
    }

    /// <summary>Two leading zeros alone are as common in references; grouping or a word beside them decides.</summary>
    private static bool IsDialledAbroad(string text, Match match) =>
        !IsReference(text, match.Index) && (match.Value.AsSpan().ContainsAny(" -.(") || SpeaksOfPhone(text, match));

    private static bool SpeaksOfPhone(string text, Match match) =>
        ContextWords.Near(text, match.Index, match.Length, PhoneWords)
        || LabelAfter.IsMatch(text.AsSpan(match.Index + match.Length, Math.Min(LabelWidth, text.Length - match.Index - match.Length)));

    private static bool HasPhoneLength(Match match) => match.Value.Count(char.IsAsciiDigit) is >= Shortest and <= Longest + 2;

    private static bool IsReference(string text, int start) => ContextWords.Precedes(text, start, 24, ReferenceWords);

    private static bool LooksLikeDate(string value) => DateShape.IsMatch(value);

    /// <summary>Digit by digit and atomic: groups of digits with optional separators could be divided in too many ways.</summary>
    [GeneratedRegex(
        @"(?<![\p{L}\p{N}+.])(?:\+[ ]?|00(?=[1-9]))\d(?>(?:[ .\-/]{0,2}(?:\(\d{1,5}\)|\d)){5,24})(?:[ ]?(?:x|ext\.?)[ "
            + @"]?\d{1,6})?(?![\p{L}\p{N}])",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex International { get; }

    /// <summary>
    /// International, with gaps of any kind and brackets around any group, also one group under the other. Countries have three digits at
    /// most, and what follows is no list of amounts: no group but the last is longer than four.
    /// </summary>
    [GeneratedRegex(
        @"(?<![\p{L}\p{N}+.])[(\[]?\+[ ]?\d{1,3}[)\]]?(?>[\s./_()\[\]-]{1,6}\d{1,4}){2,6}\d{0,4}(?![\p{L}\p{N}]|[.,]\d)",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Uneven { get; }

    /// <summary>North American 3-3-4, numbers with an area code in brackets, and grouped numbers with a trunk zero.</summary>
    [GeneratedRegex(
        @"(?<![\p{L}\p{N}#$€£+.,/-])(?:"
            + @"(?:1[ .-]{1,3})?(?:[(\[][2-9]\d\d[)\]][ .-]{0,3}|[2-9]\d\d[.-]|[2-9]\d\d[ ])[2-9]\d\d[ .-]\d{4}"
            + @"|(?:1[ .-]{1,3})?[(\[][2-9]\d\d[)\]][ .-]{0,3}[(\[]?[2-9]\d\d[)\]]?[ .-]{1,3}[(\[]?\d{4}[)\]]?"
            + @"|\(0?\d{2,4}\)[ ]?\d{2,4}[ .-]?\d{2,4}(?:[ .-]?\d{2,4})?"
            + @"|(?<!\d[ -])0[1-9]\d{0,3}(?:[ ]|[ ]?-[ ]?)\d{3,8}(?:[ -]\d{2,4}){0,3}"
            + @"|(?<!\d[ .-])0[1-9]\d{0,2}(?:[ .-]\d{2,4}){2,4}"
            + @")(?:[ ]?(?:x|ext\.?)[ ]?\d{1,6})?(?![\p{L}\p{N}]|[.,]\d)",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Grouped { get; }

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}#$€£+.,])\(?\d{2,12}\)?(?:[ .\-/]{1,2}\d{2,8}){0,5}(?:[ ]?(?:x|ext\.?)[ ]?\d{1,6})?(?![\p{L}\p{N}]|[.,]\d)",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Loose { get; }

    [GeneratedRegex(
        @"\b(?:tele)?(?:phone|fon|fono|foon)s?\b|\b(?:mobile|cell|cellphone|handy|m[oó]vil|call|called|calling|dial|text "
            + @"me|sms|whatsapp|tel|fax|reach (?:me|us|him|her|them)|answering|messages? (?:to|at|on|from)|contact number|ring me)\b",
        PatternDefaults.Options | RegexOptions.IgnoreCase,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex PhoneWords { get; }

    [GeneratedRegex(
        @"(?:\b(?:tracking|orders?|purchases?|purhase|transaction|bill|account|item|product|sku|invoice|ticket|reference|ref|"
            + @"parcel|shipment|serial|model|zip|postcode|case|iban|card)s?\b[^.!?\d]{0,14}|#[ ]?)$",
        PatternDefaults.Options | RegexOptions.IgnoreCase,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex ReferenceWords { get; }

    [GeneratedRegex(
        @"^(?:\d{4}[ ./-]\d{1,2}[ ./-]\d{1,2}|\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)\d\d|(?:19|20)\d\d[ -]{1,3}(?:19|20)\d\d)(?:[ ]\d{2})?$",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex DateShape { get; }

    [GeneratedRegex(
        @"^[ \t-]{1,3}(?:office|fax|mobile|home|work|cell)\b",
        PatternDefaults.Options | RegexOptions.IgnoreCase,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex LabelAfter { get; }
}
