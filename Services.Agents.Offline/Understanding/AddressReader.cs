using System.Text.RegularExpressions;
using Services.Retail;

namespace Services.Agents.Offline.Understanding;

/// <summary>Reads a United States address from free text, with or without commas, with the state's code or name.</summary>
internal static partial class AddressReader
{
    /// <summary>Characters of an address before its state.</summary>
    private const int LongestStart = 200;

    /// <summary>States with a ZIP code that are tried.</summary>
    private const int MaxEnds = 8;

    private static readonly Dictionary<string, string> States = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Alabama"] = "AL",
        ["Alaska"] = "AK",
        ["Arizona"] = "AZ",
        ["Arkansas"] = "AR",
        ["California"] = "CA",
        ["Colorado"] = "CO",
        ["Connecticut"] = "CT",
        ["Delaware"] = "DE",
        ["District of Columbia"] = "DC",
        ["Florida"] = "FL",
        ["Georgia"] = "GA",
        ["Hawaii"] = "HI",
        ["Idaho"] = "ID",
        ["Illinois"] = "IL",
        ["Indiana"] = "IN",
        ["Iowa"] = "IA",
        ["Kansas"] = "KS",
        ["Kentucky"] = "KY",
        ["Louisiana"] = "LA",
        ["Maine"] = "ME",
        ["Maryland"] = "MD",
        ["Massachusetts"] = "MA",
        ["Michigan"] = "MI",
        ["Minnesota"] = "MN",
        ["Mississippi"] = "MS",
        ["Missouri"] = "MO",
        ["Montana"] = "MT",
        ["Nebraska"] = "NE",
        ["Nevada"] = "NV",
        ["New Hampshire"] = "NH",
        ["New Jersey"] = "NJ",
        ["New Mexico"] = "NM",
        ["New York"] = "NY",
        ["North Carolina"] = "NC",
        ["North Dakota"] = "ND",
        ["Ohio"] = "OH",
        ["Oklahoma"] = "OK",
        ["Oregon"] = "OR",
        ["Pennsylvania"] = "PA",
        ["Rhode Island"] = "RI",
        ["South Carolina"] = "SC",
        ["South Dakota"] = "SD",
        ["Tennessee"] = "TN",
        ["Texas"] = "TX",
        ["Utah"] = "UT",
        ["Vermont"] = "VT",
        ["Virginia"] = "VA",
        ["Washington"] = "WA",
        ["West Virginia"] = "WV",
        ["Wisconsin"] = "WI",
        ["Wyoming"] = "WY",
    };

    /// <summary>The address, or null when the text has none that is complete.</summary>
    public static Address? Read(string text)
    {
        foreach (Match end in StateAndZip().Matches(text).Take(MaxEnds))
        {
            if (StateOf(end.Groups["state"].Value) is not { } state)
            {
                continue;
            }

            var before = Before(text, end.Index);
            var head = SuffixedStreet().Match(before) is { Success: true } suffixed ? suffixed : PlainStreet().Match(before);
            if (!head.Success)
            {
                continue;
            }

            return new Address
            {
                Address1 = Space().Replace(head.Groups["street"].Value.Trim(' ', ','), " "),
                Address2 = Space().Replace(head.Groups["unit"].Value.Trim(' ', ','), " "),
                City = Space().Replace(head.Groups["city"].Value.Trim(' ', ','), " "),
                State = state,
                Zip = end.Groups["zip"].Value,
                Country = Country(end.Groups["country"].Value.Trim()),
            };
        }

        return null;
    }

    /// <summary>
    /// What may be street, unit and city: the words before the state, as far back as an address reaches. A text may hold many states, and
    /// everything before each of them would be read again and again.
    /// </summary>
    private static string Before(string text, int end)
    {
        if (end <= LongestStart)
        {
            return text[..end];
        }

        var start = text.AsSpan(end - LongestStart, LongestStart);
        return start[(start.IndexOfAny(" \n") + 1)..].ToString();
    }

    private static string? StateOf(string text)
    {
        var name = Space().Replace(text.Replace(".", "", StringComparison.Ordinal), " ");
        return States.GetValueOrDefault(name) ?? (States.ContainsValue(name.ToUpperInvariant()) ? name.ToUpperInvariant() : null);
    }

    private static string Country(string text) =>
        text.Length == 0
        || text.StartsWith("US", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("United States", StringComparison.OrdinalIgnoreCase)
            ? "USA"
            : text;

    [GeneratedRegex(
        @"(?<=[\s,])(?<state>(?:north|south|west|new|rhode|district\s{1,4}of)\s{1,4}\p{L}{1,20}|\p{L}{4,20}|\p{L}\.?\p{L}\.?)"
            + @"(?:\s{0,4},)?\s{0,4}(?<zip>[0-9]{5}(?:-[0-9]{4})?)(?!\d)(?:\s{0,4},\s{0,4}(?<country>(?:u\.?s\.?(?:a\.?)?|united "
            + @"states(?: of america)?)\b|(?-i:\p{Lu}\p{Ll}{2,20}(?: \p{Lu}\p{Ll}{2,20})?)(?=\s{0,4}(?:[.;!?\n]|$))))?",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex StateAndZip();

    // A kind of street ends the street's name, so that no comma is needed before the city.
    [GeneratedRegex(
        @"(?<street>(?<![\w#-])\d{1,6}[A-Za-z]?(?:\s{1,4}[\p{L}\d.'-]{1,30}){1,4}?(?<=\s(?:street|st|avenue|ave|road|rd|boulevard|"
            + @"blvd|lane|ln|drive|dr|court|ct|way|place|pl|terrace|ter|parkway|pkwy|square|sq|circle|cir|highway|hwy|trail|trl|"
            + @"loop|alley)\.?)(?:\s{1,4}(?:north|south|east|west|[NS]?[EWNS])\b\.?)?)(?:\s{0,4}[,\n])?\s{0,4}"
            + @"(?:(?<unit>(?:(?:apartment|apt|suite|ste|unit|floor|room)\b\.?\s{0,4}#?|#)\s{0,4}[\w-]{1,20})(?:\s{0,4}[,\n])?\s{0,4})?"
            + @"(?<city>\p{L}[\p{L} .'-]{0,40}?)(?:\s{0,4},)?\s{0,4}$",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex SuffixedStreet();

    [GeneratedRegex(
        @"(?<street>(?:(?<![\w#-])\d{1,6}[A-Za-z]?\s{1,4}|\bP\.?\s?O\.?\s{1,4}Box\s{1,4}\d)[^,\n]{0,80}?)\s{0,4}[,\n]\s{0,4}"
            + @"(?:(?<unit>(?:apt|apartment|suite|ste|unit|floor|room|#)\.?\s{0,4}[^,\n]{0,30}?)\s{0,4}[,\n]\s{0,4})?"
            + @"(?<city>\p{L}[\p{L} .'-]{0,40}?)(?:\s{0,4},)?\s{0,4}$",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex PlainStreet();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Space();
}
