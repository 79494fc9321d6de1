using System.Globalization;
using System.Text.RegularExpressions;

namespace Services.Agents.Offline.Understanding;

/// <summary>A span of days, both ends included.</summary>
internal readonly partial record struct Period(DateOnly From, DateOnly To)
{
    private const int MaxDays = 1_000;

    private const int MaxYears = 5;

    /// <summary>True for a day of the span.</summary>
    public bool Contains(DateOnly day) => day >= From && day <= To;

    /// <summary>The span in words, for example <c>1 Oct 2026 to 31 Oct 2026</c>.</summary>
    public string Describe() => From == To ? Say(From) : $"{Say(From)} to {Say(To)}";

    private static string Say(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>
    /// The span that a text names, seen from a day, or what to ask where it is not sure; neither when the text names none. What has been
    /// asked is answered by what is written later: of several messages the newest that names one counts.
    /// </summary>
    public static (Period? Period, string? Question) Find(IEnumerable<string> messages, DateOnly today)
    {
        foreach (var text in messages.Reverse())
        {
            if (Relative(text, today) is { } relative)
            {
                return (relative, null);
            }

            if (CalendarDate.In(text, today) is { Count: > 0 } dates)
            {
                return Of(dates, today);
            }

            if (UnknownDate().Match(text) is { Success: true } unknown)
            {
                return (
                    null,
                    $"I can't read \"{unknown.Groups["date"].Value}\" as a date. "
                        + "Please ask again with one like 2026-01-31 or January 31, 2026."
                );
            }
        }

        return (null, null);
    }

    private static (Period? Period, string? Question) Of(IReadOnlyList<CalendarDate> dates, DateOnly today)
    {
        var first = dates[0];
        var second = dates.Count > 1 ? dates[1] : default;
        if (first.Question is not null || second.Question is not null)
        {
            return (null, first.Question ?? second.Question);
        }

        var isSpan =
            second.Preposition is "to" or "until" or "till" or "through" || (first.Preposition == "between" && second.Preposition == "and");
        var period =
            isSpan ? new Period(first.From, second.To)
            : first.Preposition is "since" or "starting" || (first.Preposition == "from" && first.IsDay) ? new Period(first.From, today)
            : first.Preposition == "after" ? new Period(first.To.AddDays(1), today)
            : first.Preposition is "until" or "till" or "through" or "up to" or "by" or "to" ? Until(first.To)
            : first.Preposition == "before" ? Until(first.From.AddDays(-1))
            : new Period(first.From, first.To);
        return period switch
        {
            _ when period.From > today => (null, $"{CalendarDate.Say(period.From)} is still to come, so there is nothing to count yet."),
            _ when period.From > period.To => (null, "That period ends before it begins. Please ask again with the earlier day first."),
            _ => (period, null),
        };
    }

    private static Period Until(DateOnly day) => new(day.AddYears(-MaxYears), day);

    private static Period? Relative(string text, DateOnly today)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        if (LastCount().Match(text) is { Success: true } count)
        {
            return Last(int.Parse(count.Groups["n"].Value, CultureInfo.InvariantCulture), count.Groups["unit"].Value, today);
        }

        if (RelativeSpan().Match(text) is { Success: true } relative)
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
    private static partial Regex RelativeSpan();

    [GeneratedRegex(@"\b(?:today|yesterday)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Today();

    // A day and a month without a year, and whatever else looks like a date and is none.
    [GeneratedRegex(
        @"\b(?:since|until|till|before|after|from|on)\s+(?<date>[0-9]{1,4}[./-][0-9]{1,4}[./-]?)(?:\s|[,;!?]|$)",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex UnknownDate();
}
