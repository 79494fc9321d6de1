using System.Text.RegularExpressions;
using Services.Retail;

namespace Services.Agents.Offline.Understanding;

/// <summary>Reads what of an address shall be different: a street, a house number, a unit, a ZIP code.</summary>
internal static partial class AddressAmendment
{
    /// <summary>The address as it shall be; null when the text changes nothing of it.</summary>
    public static Address? Apply(string text, Address proposed)
    {
        if (AddressReader.Read(text) is { } whole)
        {
            return whole == proposed ? null : whole;
        }

        var said = Rejected().Replace(text, " ");
        var zip = ZipCode().Match(said);
        var street = Street().Match(said);
        var number = HouseNumber().Match(said);
        var unit = Unit().Match(said);
        var changed = proposed with
        {
            Zip = zip.Success ? zip.Value : proposed.Zip,
            Address1 =
                street.Success ? street.Value.Trim()
                : number.Success && !zip.Success ? LeadingNumber().Replace(proposed.Address1, number.Groups["number"].Value)
                : proposed.Address1,
            Address2 = unit.Success ? unit.Value.Trim() : proposed.Address2,
        };
        return changed == proposed ? null : changed;
    }

    // "62705, not 62704": what is not meant is no part of the wish.
    [GeneratedRegex(
        @"\b(?:not|instead of|rather than)\s+(?:the\s+)?\d[\w-]*(?:\s+\p{L}+){0,3}",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Rejected();

    [GeneratedRegex(@"(?<![\w#-])\d{5}(?:-\d{4})?(?![\w-])", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ZipCode();

    [GeneratedRegex(
        @"(?<![\w#-])\d{1,6}[A-Za-z]?(?:\s{1,4}[\p{L}\d.'-]{1,30}){1,4}?\s{1,4}(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|"
            + @"ln|drive|dr|court|ct|way|place|pl|terrace|ter|parkway|pkwy|square|sq|circle|cir|highway|hwy|trail|trl|loop|alley)\b\.?",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Street();

    [GeneratedRegex(
        @"\b(?:number|no\.?|make it|it'?s|it is|should be)\s{1,8}(?:number\s{1,8})?(?<number>\d{1,5}[A-Za-z]?)(?![\w-])",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex HouseNumber();

    [GeneratedRegex(
        @"(?:\b(?:apartment|apt|suite|ste|unit|floor|room)\b\.?\s*#?|#)\s*\w+",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Unit();

    [GeneratedRegex(@"^\d{1,6}[A-Za-z]?(?=\s)", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex LeadingNumber();
}
