using System.Globalization;
using System.Text.RegularExpressions;

namespace Services.Agents.Offline.Understanding;

/// <summary>A day, a month or a year as somebody wrote it, with the word before it: read, or a question, but never a guess.</summary>
/// <param name="Preposition">In lower case, for example <c>since</c>; empty without one.</param>
/// <param name="From">Its first day.</param>
/// <param name="To">Its last day.</param>
/// <param name="Question">What to ask where it cannot be read for sure; null otherwise.</param>
internal readonly partial record struct CalendarDate(string Preposition, DateOnly From, DateOnly To, string? Question)
{
    /// <summary>True for one day.</summary>
    public bool IsDay => From == To;

    /// <summary>What a text names, in its order. What has no year is the last that has begun.</summary>
    public static IReadOnlyList<CalendarDate> In(string text, DateOnly today) =>
        [.. Expression().Matches(text).Select(match => Read(match, text, today)).OfType<CalendarDate>()];

    private static CalendarDate? Read(Match match, string text, DateOnly today)
    {
        var preposition = match.Groups["prep"].Value.ToLowerInvariant();
        var (date, isPart) = (match.Groups["date"], IsPartOfSomething(text, match.Groups["date"]));
        if (isPart)
        {
            return null;
        }

        if (match.Groups["numbers"].Success)
        {
            return Numeric(preposition, date.Value);
        }

        if (match.Groups["month"].Success)
        {
            var year = match.Groups["year"].Success ? Number(match.Groups["year"]) : (int?)null;
            var month = MonthOf(match.Groups["month"].Value);
            if (match.Groups["day"].Success)
            {
                return Day(
                    preposition,
                    date.Value,
                    year ?? YearOf(month, Number(match.Groups["day"]), today),
                    month,
                    Number(match.Groups["day"])
                );
            }

            // May and march are other words too.
            return year is null && preposition.Length == 0 ? null : Month(preposition, year ?? YearOf(month, 1, today), month);
        }

        var only = Number(match.Groups["only"]);
        return new CalendarDate(preposition, new DateOnly(only, 1, 1), new DateOnly(only, 12, 31), null);
    }

    /// <summary>
    /// Numbers with marks between them: the order is known from a year in front, from points, or from a number that is no month.
    /// </summary>
    private static CalendarDate Numeric(string preposition, string text)
    {
        var parts = text.Split('.', '/', '-').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        if (parts.Length == 2)
        {
            return parts[0] is >= 1 and <= 12 ? Month(preposition, parts[1], parts[0]) : Unreadable(preposition, text);
        }

        if (parts[0] > 31)
        {
            return Day(preposition, text, parts[0], parts[1], parts[2]);
        }

        var year = parts[2] < 100 ? 2000 + parts[2] : parts[2];
        var (first, second) = (parts[0], parts[1]);
        if (text.Contains('.', StringComparison.Ordinal) || first > 12 || first == second)
        {
            return Day(preposition, text, year, second, first);
        }

        return second > 12
            ? Day(preposition, text, year, first, second)
            : Ask(
                preposition,
                $"Do you mean {Say(new DateOnly(year, first, second))} or {Say(new DateOnly(year, second, first))} by \"{text}\"? "
                    + $"Please ask again with one of these."
            );
    }

    private static CalendarDate Day(string preposition, string text, int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new CalendarDate(preposition, new DateOnly(year, month, day), new DateOnly(year, month, day), null)
            : Unreadable(preposition, text);

    private static CalendarDate Month(string preposition, int year, int month) =>
        new(preposition, new DateOnly(year, month, 1), new DateOnly(year, month, DateTime.DaysInMonth(year, month)), null);

    private static CalendarDate Unreadable(string preposition, string text) =>
        Ask(preposition, $"There is no day \"{text}\". Please ask again with one like 2026-01-31 or January 31, 2026.");

    private static CalendarDate Ask(string preposition, string question) => new(preposition, default, default, question);

    /// <summary>How a day is called in replies.</summary>
    public static string Say(DateOnly day) => day.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture);

    private static int YearOf(int month, int day, DateOnly today) =>
        (month, day).CompareTo((today.Month, today.Day)) > 0 ? today.Year - 1 : today.Year;

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    private static int MonthOf(string name) =>
        Array.FindIndex(
            CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames,
            month => month.Length > 0 && name.StartsWith(month, StringComparison.OrdinalIgnoreCase)
        ) + 1;

    /// <summary>A number of an order, an amount or a longer number has the same shape.</summary>
    private static bool IsPartOfSomething(string text, Group date)
    {
        var end = date.Index + date.Length;
        var before = date.Index == 0 ? ' ' : text[date.Index - 1];
        var after = end < text.Length ? text[end] : ' ';
        var next = end + 1 < text.Length ? text[end + 1] : ' ';
        return before is '#' or '$' or '€' or '£' or '.' or ',' or '-' or '/'
            || after is '$' or '€' or '£' or '%'
            || (after is '.' or ',' or '-' or '/' && char.IsAsciiDigit(next));
    }

    [GeneratedRegex(
        @"(?:\b(?<prep>in|for|during|since|of|from|until|till|before|after|on|between|and|to|through|by|starting|up to)\s+(?:the\s+)?)?"
            + @"\b(?<date>"
            + @"(?<numbers>20[0-9]{2}[./-][0-9]{1,2}[./-][0-9]{1,2}|[0-9]{1,2}[./-][0-9]{1,2}[./-](?:20)?[0-9]{2}"
            + @"|[0-9]{1,2}[./-]20[0-9]{2})"
            + @"|(?:(?<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?)?"
            + @"(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
            + @"|nov(?:ember)?|dec(?:ember)?)\b\.?(?:\s+(?:the\s+)?(?<day>[0-9]{1,2})(?:st|nd|rd|th)?\b)?"
            + @"(?:,?\s+(?:of\s+)?(?<year>20[0-9]{2}))?"
            + @"|(?<only>20[0-9]{2}))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Expression();
}
