using System.Globalization;
using System.Text.RegularExpressions;
using Services.Retail;

namespace Services.Agents.Offline.Understanding;

/// <summary>Which orders a text means by what they cost: "under $200", "between $50 and $100", "the biggest".</summary>
/// <param name="Least">The smallest total, USD.</param>
/// <param name="Most">The largest total, USD.</param>
/// <param name="Strict">True when the bounds themselves are left out.</param>
/// <param name="Extreme">1 for the dearest order, -1 for the cheapest, else 0.</param>
internal sealed partial record OrderFilter(decimal? Least, decimal? Most, bool Strict, int Extreme)
{
    /// <summary>True when totals are bounded.</summary>
    public bool IsBounded => Least is not null || Most is not null;

    /// <summary>True when it leaves orders out.</summary>
    public bool Narrows => IsBounded || Extreme != 0;

    public static OrderFilter In(string text)
    {
        var extreme =
            Largest().IsMatch(text) ? 1
            : Smallest().IsMatch(text) ? -1
            : 0;
        if (Between().Match(text) is { Success: true } between)
        {
            return new OrderFilter(Amount(between, "least"), Amount(between, "most"), Strict: false, extreme);
        }

        if (Bound().Match(text) is not { Success: true } bound)
        {
            return new OrderFilter(null, null, Strict: false, extreme);
        }

        var amount = Amount(bound, "amount");
        var strict = !bound.Groups["inclusive"].Success;
        return bound.Groups["below"].Success
            ? new OrderFilter(null, amount, strict, extreme)
            : new OrderFilter(amount, null, strict, extreme);
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

    private static decimal Amount(Match match, string group) =>
        decimal.Parse(match.Groups[group].Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\b(?:(?<below>under|below|less than|cheaper than|(?<inclusive>up to|at most|no more than|maximum of))|over|above|more "
            + @"than|(?<inclusive>at least|no less than|minimum "
            + @"of)|exceeding)\s{1,8}(?:usd\s{0,8})?\$?\s?"
            + @"(?<amount>[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,7}(?:\.[0-9]{1,2})?)(?![\d%])(?!\s{0,8}(?:items?|"
            + @"products?|things?|orders?|pieces?|days?|weeks?|months?|years?)\b)",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Bound();

    [GeneratedRegex(
        @"\b(?:between|from)\s+(?:usd\s*)?\$?\s?(?<least>[0-9]{1,7}(?:\.[0-9]{1,2})?)\s*(?:dollars|usd)?\s+(?:and|"
            + @"to)\s+(?:usd\s*)?\$\s?(?<most>[0-9]{1,7}(?:\.[0-9]{1,2})?)\b|"
            + @"\bbetween\s+(?<least>[0-9]{1,7})\s+and\s+(?<most>[0-9]{1,7})\s*(?:dollars|usd|bucks)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Between();

    [GeneratedRegex(
        @"\b(?:biggest|largest|most expensive|priciest|dearest|highest|most costly)\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Largest();

    [GeneratedRegex(@"\b(?:smallest|cheapest|least expensive|lowest)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Smallest();
}
