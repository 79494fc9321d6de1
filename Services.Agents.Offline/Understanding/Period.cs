using System.Globalization;
using System.Text.RegularExpressions;

namespace Services.Agents.Offline.Understanding;

/// <summary>A span of days, both ends included.</summary>
internal readonly partial record struct Period(DateOnly From, DateOnly To)
{
    private const int MaxDays = 1_000;

    /// <summary>The span that a text names, seen from a day; null when it names none.</summary>
    public static Period? In(string text, DateOnly today)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        if (LastCount().Match(text) is { Success: true } count)
        {
            return Last(int.Parse(count.Groups["n"].Value, CultureInfo.InvariantCulture), count.Groups["unit"].Value, today);
        }

        if (Relative().Match(text) is { Success: true } relative)
        {
            var last = relative.Groups["which"].Value.ToUpperInvariant() is "LAST" or "PREVIOUS";
            return relative.Groups["unit"].Value.ToUpperInvariant() switch
            {
                "YEAR" when last => Year(today.Year - 1),
                "YEAR" => new Period(new DateOnly(today.Year, 1, 1), today),
                "QUARTER" => Quarter(last ? month.AddMonths(-3) : month, today),
                "MONTH" when last => new Period(month.AddMonths(-1), month.AddDays(-1)),
                "MONTH" => new Period(month, today),
                _ when last => new Period(Monday(today).AddDays(-7), Monday(today).AddDays(-1)),
                _ => new Period(Monday(today), today),
            };
        }

        if (Today().Match(text) is { Success: true } day)
        {
            return day.Value.Equals("today", StringComparison.OrdinalIgnoreCase)
                ? new Period(today, today)
                : new Period(today.AddDays(-1), today.AddDays(-1));
        }

        if (MonthName().Match(text) is { Success: true } named)
        {
            return Month(named, today);
        }

        if (YearNumber().Match(text) is { Success: true } year)
        {
            return Year(int.Parse(year.Value, CultureInfo.InvariantCulture));
        }

        return null;
    }

    private static Period Last(int count, string unit, DateOnly today)
    {
        var days = Math.Clamp(count, 1, MaxDays);
        return new Period(
            unit.ToUpperInvariant() switch
            {
                "DAY" => today.AddDays(-days),
                "WEEK" => today.AddDays(-7 * days),
                "MONTH" => today.AddMonths(-Math.Min(days, 60)),
                _ => today.AddYears(-Math.Min(days, 5)),
            },
            today
        );
    }

    private static Period Month(Match named, DateOnly today)
    {
        var number =
            Array.FindIndex(
                CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames,
                name => name.Length > 0 && named.Groups["month"].Value.StartsWith(name, StringComparison.OrdinalIgnoreCase)
            ) + 1;
        var year =
            named.Groups["year"].Success ? int.Parse(named.Groups["year"].Value, CultureInfo.InvariantCulture)
            : number > today.Month ? today.Year - 1
            : today.Year;
        var first = new DateOnly(year, number, 1);
        return new Period(first, first.AddMonths(1).AddDays(-1));
    }

    private static Period Quarter(DateOnly inside, DateOnly today)
    {
        var first = new DateOnly(inside.Year, (inside.Month - 1) / 3 * 3 + 1, 1);
        var last = first.AddMonths(3).AddDays(-1);
        return new Period(first, last < today ? last : today);
    }

    private static Period Year(int year) => new(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    [GeneratedRegex(
        @"\b(?:last|past|previous)\s+(?<n>[0-9]{1,4})\s+(?<unit>day|week|month|year)s?\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex LastCount();

    [GeneratedRegex(
        @"\b(?<which>this|last|previous|current)\s+(?<unit>week|month|quarter|year)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Relative();

    [GeneratedRegex(@"\b(?:today|yesterday)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Today();

    [GeneratedRegex(
        @"\b(?:in|for|during|since|of|from)\s+(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
            + @"aug(?:ust)?|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b(?:\s+(?<year>20[0-9]{2}))?",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex MonthName();

    [GeneratedRegex(@"\b20[0-9]{2}\b", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex YearNumber();
}
