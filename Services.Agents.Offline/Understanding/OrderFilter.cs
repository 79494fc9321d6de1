using System.Text.RegularExpressions;
using Services.Retail;

namespace Services.Agents.Offline.Understanding;

/// <summary>Which orders a text means by what they cost: "under $200", "between $50 and $100", "the biggest".</summary>
/// <param name="Least">The smallest total, USD.</param>
/// <param name="Most">The largest total, USD.</param>
/// <param name="Strict">True when the bounds themselves are left out.</param>
/// <param name="Extreme">1 for the dearest order, -1 for the cheapest, else 0.</param>
/// <param name="Question">What to ask where an amount cannot be read for sure; null otherwise.</param>
internal sealed partial record OrderFilter(decimal? Least, decimal? Most, bool Strict, int Extreme, string? Question = null)
{
    // What an amount looks like, whatever it means.
    private const string AmountPattern =
        @"(?:(?:us\s?\$|[ac]\$|[$€£¥]|usd|eur|euros?|gbp|chf|cad|aud|jpy)\s{0,2})?"
        + @"(?:[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}){1,3}(?:[.,][0-9]{1,2})?|[0-9]{1,9}(?:[.,'’][0-9]{1,9}){0,4})"
        + @"(?:\s{0,2}(?:k|thousand|hundred|million)\b)?"
        + @"(?:\s{0,2}(?:[$€£¥]|(?:usd|us dollars?|dollars?|bucks?|eur|euros?|gbp|pounds?|chf|francs?|cad|aud|jpy|yen)\b))?";

    /// <summary>True when totals are bounded.</summary>
    public bool IsBounded => Least is not null || Most is not null;

    /// <summary>True when it leaves orders out, or would if it were clear which.</summary>
    public bool Narrows => IsBounded || Extreme != 0 || Question is not null;

    /// <summary>The bounds that the text names last, since who is asked says it again.</summary>
    public static OrderFilter In(string text)
    {
        var extreme =
            Largest().IsMatch(text) ? 1
            : Smallest().IsMatch(text) ? -1
            : 0;
        var between = Between().Matches(text).LastOrDefault(static match => Currency().IsMatch(match.Value));
        var bound = Bound().Matches(text).LastOrDefault();
        return between is not null && (bound is null || between.Index > bound.Index) ? Of(between, "least", "most", strict: false, extreme)
            : bound is null ? new OrderFilter(null, null, Strict: false, extreme)
            : bound.Groups["below"].Success ? Of(bound, null, "amount", !bound.Groups["inclusive"].Success, extreme)
            : Of(bound, "amount", null, !bound.Groups["inclusive"].Success, extreme);
    }

    private static OrderFilter Of(Match match, string? leastGroup, string? mostGroup, bool strict, int extreme)
    {
        var least = leastGroup is null ? default : Amount.Read(match.Groups[leastGroup].Value);
        var most = mostGroup is null ? default : Amount.Read(match.Groups[mostGroup].Value);
        var question = least.Question ?? most.Question;
        return new OrderFilter(question is null ? least.Value : null, question is null ? most.Value : null, strict, extreme, question);
    }

    /// <summary>Those of the orders that are meant, in their order; of equals the first is the extreme.</summary>
    public IReadOnlyList<Order> Apply(IEnumerable<Order> orders)
    {
        var fitting = orders.Where(order => Fits(order.Total)).ToList();
        return Extreme switch
        {
            _ when fitting.Count == 0 => fitting,
            > 0 => [fitting.MaxBy(order => order.Total)!],
            < 0 => [fitting.MinBy(order => order.Total)!],
            _ => fitting,
        };
    }

    /// <summary>The bounds in words, for example <c>under $200.00</c>.</summary>
    public string Describe() =>
        (Least, Most) switch
        {
            ({ } least, { } most) => $"between {Money.Format(least)} and {Money.Format(most)}",
            ({ } least, null) => $"{(Strict ? "over" : "of at least")} {Money.Format(least)}",
            (null, { } most) => $"{(Strict ? "under" : "of at most")} {Money.Format(most)}",
            _ => "",
        };

    private bool Fits(decimal total) =>
        Strict
            ? (Least is not { } above || total > above) && (Most is not { } below || total < below)
            : (Least is not { } least || total >= least) && (Most is not { } most || total <= most);

    [GeneratedRegex(
        @"\b(?:(?<below>under|below|less than|cheaper than|(?<inclusive>up to|at most|no more than|maximum of))|over|above|more "
            + @"than|(?<inclusive>at least|no less than|minimum of)|exceeding)\s{1,8}"
            + @"(?<amount>"
            + AmountPattern
            + @")(?![\w%]|[.,][0-9])(?!\s{0,8}(?:items?|products?|things?|orders?|pieces?|days?|weeks?|months?|years?)\b)",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Bound();

    // Without a currency it may as well be two days, or two things.
    [GeneratedRegex(
        @"\b(?:between|from)\s{1,8}(?<least>"
            + AmountPattern
            + @")\s{1,8}(?:and|to)\s{1,8}(?<most>"
            + AmountPattern
            + @")(?![\w%]|[.,][0-9])",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Between();

    [GeneratedRegex(
        @"[$€£¥]|\b(?:usd|us dollars?|dollars?|bucks?|eur|euros?|gbp|pounds?|chf|francs?|cad|aud|jpy|yen)\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Currency();

    [GeneratedRegex(
        @"\b(?:biggest|largest|most expensive|priciest|dearest|highest|most costly)\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Largest();

    [GeneratedRegex(@"\b(?:smallest|cheapest|least expensive|lowest)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Smallest();
}
