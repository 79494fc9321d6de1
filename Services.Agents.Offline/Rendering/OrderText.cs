using System.Diagnostics;
using System.Globalization;
using System.Text;
using Services.Contracts.Json;
using Services.Retail;

namespace Services.Agents.Offline.Rendering;

/// <summary>Says what an order is, has and cost.</summary>
internal static class OrderText
{
    /// <summary>What an order's status is, in a sentence.</summary>
    public static string Line(Order order) => $"Order **{Markdown.Escape(order.OrderId)}** {Sentence(order)}";

    /// <summary>Where an order is: status, items, tracking, destination.</summary>
    public static string Status(Order order)
    {
        var text = new StringBuilder($"{Line(order)}\n\n");
        foreach (var item in order.Items)
        {
            text.Append(CultureInfo.InvariantCulture, $"- {Item(item)}\n");
        }

        var tracking = order.Fulfillments.SelectMany(fulfillment => fulfillment.TrackingId).Distinct().ToList();
        if (tracking.Count > 0)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\nTracking {(tracking.Count == 1 ? "number" : "numbers")}: "
                    + $"{string.Join(", ", tracking.Select(id => $"**{Markdown.Escape(id)}**"))}."
            );
        }

        if (Dates(order) is { Length: > 0 } dates)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{dates}");
        }

        if (order.Status is not OrderStatus.Cancelled)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n{(order.Status == OrderStatus.Delivered ? "It went" : "It goes")} to {Destination(order.Address)}."
            );
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>When an order was placed, sent and delivered, as far as the record says; empty where it says nothing.</summary>
    public static string Dates(Order order)
    {
        List<string> known =
        [
            .. new (string Word, DateTimeOffset? Time)[]
            {
                ("placed", order.PlacedAt),
                ("shipped", order.ShippedAt),
                ("delivered", order.DeliveredAt),
            }
                .Where(static step => step.Time is not null)
                .Select(static step => $"{step.Word} on {Day(step.Time!.Value)}"),
        ];
        return known.Count == 0 ? "" : $"It was {EnglishList.Join(known)}.";
    }

    /// <summary>For example <c>4 Oct 2026</c>, in UTC.</summary>
    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>What an order has and how it was paid, as a table.</summary>
    public static string Details(Order order)
    {
        var text = new StringBuilder(
            $"Order **{Markdown.Escape(order.OrderId)}** ({EnumNames.Of(order.Status)}):\n\n| Item | Options | Price |\n|---|---|---:|\n"
        );
        foreach (var item in order.Items)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {Markdown.Escape(item.Name)} | {Options(item.Options)} | {Money.Format(item.Price)} |\n"
            );
        }

        text.Append(CultureInfo.InvariantCulture, $"| **Total** | | **{Money.Format(order.Total)}** |\n");
        foreach (var payment in order.PaymentHistory)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n- {(payment.IsPayment ? "Paid" : "Refunded")} {Money.Format(payment.Amount)} "
                    + $"{(payment.IsPayment ? "with" : "to")} {PaymentText.Method(payment.PaymentMethodId)}"
            );
        }

        return text.ToString();
    }

    /// <summary>Sympathy for a delivery that did not come, with what the records say of it.</summary>
    public static string NotReceived(Order order)
    {
        var tracking = order
            .Fulfillments.SelectMany(fulfillment => fulfillment.TrackingId)
            .Distinct()
            .Select(id => $"**{Markdown.Escape(id)}**")
            .ToList();
        var under =
            tracking.Count == 0 ? "" : $" under tracking {(tracking.Count == 1 ? "number" : "numbers")} {string.Join(", ", tracking)}";
        return $"I'm sorry that it has not reached you. Order **{Markdown.Escape(order.OrderId)}** is recorded as delivered to "
            + $"{Markdown.Escape(order.Address.ToSingleLine())}{under}, and I can see no more than that. "
            + "Our support team can look into it.";
    }

    /// <summary>How an order was paid, and what went back.</summary>
    public static string Paid(Order order, User owner)
    {
        var money = order.PaymentHistory.Select(payment =>
            $"{Money.Format(payment.Amount)} {(payment.IsPayment ? "was paid with" : "went back to")} the "
            + $"{PaymentText.Method(payment.PaymentMethodId, owner)}"
        );
        return $"For order **{Markdown.Escape(order.OrderId)}**, {string.Join("; ", money)}.";
    }

    /// <summary>Orders as a numbered list, one line each.</summary>
    public static string Numbered(IEnumerable<Order> orders) => string.Join('\n', orders.Select((order, i) => $"{i + 1}. {Row(order)}"));

    /// <summary>Items as a numbered list.</summary>
    public static string NumberedItems(IEnumerable<OrderItem> items) =>
        string.Join('\n', items.Select((item, i) => $"{i + 1}. {Item(item)}"));

    /// <summary>For example <c>Desk Lamp (black, USB), $120.00</c>.</summary>
    public static string Item(OrderItem item) => $"{Markdown.Escape(item.Name)}{Bracketed(item.Options)}, {Money.Format(item.Price)}";

    /// <summary>Option values in the order in which the catalogue has them.</summary>
    public static string Options(IReadOnlyDictionary<string, string> options) => string.Join(", ", options.Select(Option));

    public static string Bracketed(IReadOnlyDictionary<string, string> options) => options.Count == 0 ? "" : $" ({Options(options)})";

    private static string Row(Order order) =>
        $"**{Markdown.Escape(order.OrderId)}**: {EnumNames.Of(order.Status)}, "
        + $"{string.Join(", ", order.Items.Select(item => Markdown.Escape(item.Name)))}, {Money.Format(order.Total)}"
        + (order.PlacedAt is { } placed ? $", placed {Day(placed)}" : "");

    // "yes", "no" and bare numbers say nothing without their option's name.
    private static string Option(KeyValuePair<string, string> option) =>
        option.Value.ToUpperInvariant() switch
        {
            "YES" => Markdown.Escape(option.Key),
            var number when number.All(char.IsAsciiDigit) => $"{Markdown.Escape(option.Key)} {number}",
            "NO" or "NONE" => $"no {Markdown.Escape(option.Key)}",
            _ => Markdown.Escape(option.Value),
        };

    private static string Destination(Address address) =>
        $"**{Markdown.Escape(address.City)}, {Markdown.Escape(address.State)}** ({Markdown.Escape(address.Address1)})";

    private static string Sentence(Order order) =>
        order.Status switch
        {
            OrderStatus.Pending => "is **pending**: it has not been processed yet, so it can still be changed or cancelled.",
            OrderStatus.ItemsModified => "is **pending**, with its items modified: it has not been processed yet.",
            OrderStatus.Processed => "is **processed**: it is on its way, and can no longer be changed or cancelled.",
            OrderStatus.Delivered => "was **delivered**.",
            OrderStatus.Cancelled => $"was **cancelled**{(order.CancelReason is { } reason ? $" ({EnumNames.Of(reason)})" : "")}.",
            OrderStatus.ReturnRequested => "was delivered, and a **return is requested**.",
            OrderStatus.ExchangeRequested => "was delivered, and an **exchange is requested**.",
            _ => throw new UnreachableException($"'{order.Status}' is no status of an order."),
        };
}
