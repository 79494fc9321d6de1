using Services.Contracts.Json;
using Services.Retail;

namespace Services.Agents.Offline.Understanding;

/// <summary>What the words of a request say of the order that is meant.</summary>
internal static class OrderWords
{
    private static readonly string[] Elsewhere = ["other", "another", "different", "next", "orders", "all", "both"];

    private static readonly (string Word, OrderStatus Status)[] Statuses =
    [
        (EnumNames.Of(OrderStatus.Pending), OrderStatus.Pending),
        (EnumNames.Of(OrderStatus.Processed), OrderStatus.Processed),
        (EnumNames.Of(OrderStatus.Delivered), OrderStatus.Delivered),
        ("received", OrderStatus.Delivered),
        ("arrived", OrderStatus.Delivered),
    ];

    /// <summary>The orders that fit and, where the words name a status ("my pending order"), have it.</summary>
    /// <param name="texts">What was written about the order, oldest first; the newest that names a status decides.</param>
    /// <param name="fits">Which orders the request can be about at all.</param>
    public static Func<Order, bool> Narrow(IEnumerable<string> texts, Func<Order, bool> fits)
    {
        var named =
            texts
                .Reverse()
                .Select(static text => new WordSet(text))
                .Select(static words => Statuses.Where(pair => words.Has(pair.Word)).Select(static pair => pair.Status).ToHashSet())
                .FirstOrDefault(static statuses => statuses.Count > 0)
            ?? [];
        return named.Count == 1 ? order => fits(order) && named.Any(status => Is(order, status)) : fits;
    }

    /// <summary>The orders that fit, but for one.</summary>
    public static Func<Order, bool> Except(Func<Order, bool> fits, string orderId) =>
        order => fits(order) && !order.OrderId.Equals(orderId, StringComparison.OrdinalIgnoreCase);

    /// <summary>The statuses that the words name.</summary>
    public static IEnumerable<string> StatusesIn(WordSet words) =>
        Enum.GetValues<OrderStatus>()
            .Select(EnumNames.Of)
            .Where(status => !status.Contains(' ', StringComparison.Ordinal) && words.Has(status));

    /// <summary>What an order is called by its status in a word, for example <c>pending</c> also when its items were modified.</summary>
    public static string FirstWordOf(OrderStatus status) => EnumNames.Of(status).Split(' ')[0];

    /// <summary>True when the words mean another order than the one spoken of.</summary>
    public static bool PointElsewhere(WordSet words, Order spokenOf) =>
        Elsewhere.Any(words.Has) || Statuses.Any(pair => words.Has(pair.Word) && !Is(spokenOf, pair.Status));

    private static bool Is(Order order, OrderStatus status) => status == OrderStatus.Pending ? order.IsPending : order.Status == status;
}
