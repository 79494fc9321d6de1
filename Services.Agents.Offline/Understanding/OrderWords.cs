using Services.Retail;

namespace Services.Agents.Offline.Understanding;

/// <summary>What the words of a request say of the order that is meant.</summary>
internal static class OrderWords
{
    private static readonly string[] Elsewhere = ["other", "another", "different", "next", "orders", "all", "both"];

    private static readonly (string Word, string Status)[] Statuses =
    [
        (OrderStatuses.Pending, OrderStatuses.Pending),
        (OrderStatuses.Processed, OrderStatuses.Processed),
        (OrderStatuses.Delivered, OrderStatuses.Delivered),
        ("received", OrderStatuses.Delivered),
        ("arrived", OrderStatuses.Delivered),
    ];

    /// <summary>The orders that fit and, where the words name a status ("my pending order"), have it.</summary>
    public static Func<Order, bool> Narrow(WordSet words, Func<Order, bool> fits)
    {
        var named = Statuses.Where(pair => words.Has(pair.Word)).Select(pair => pair.Status).ToHashSet(StringComparer.Ordinal);
        return named.Count == 1
            ? order => fits(order) && named.Any(status => order.Status.StartsWith(status, StringComparison.Ordinal))
            : fits;
    }

    /// <summary>The orders that fit, but for one.</summary>
    public static Func<Order, bool> Except(Func<Order, bool> fits, string orderId) =>
        order => fits(order) && !order.OrderId.Equals(orderId, StringComparison.OrdinalIgnoreCase);

    /// <summary>The statuses that the words name.</summary>
    public static IEnumerable<string> StatusesIn(WordSet words) =>
        OrderStatuses.All.Where(status => !status.Contains(' ', StringComparison.Ordinal) && words.Has(status));

    /// <summary>True when the words mean another order than the one spoken of.</summary>
    public static bool PointElsewhere(WordSet words, Order spokenOf) =>
        Elsewhere.Any(words.Has)
        || Statuses.Any(pair => words.Has(pair.Word) && !spokenOf.Status.StartsWith(pair.Status, StringComparison.Ordinal));
}
