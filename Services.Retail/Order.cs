using System.Text.Json.Serialization;

namespace Services.Retail;

/// <summary>An order.</summary>
public sealed record Order
{
    public required string OrderId { get; init; }

    public required string UserId { get; init; }

    public required Address Address { get; init; }

    public required IReadOnlyList<OrderItem> Items { get; init; }

    /// <summary>One of <see cref="OrderStatuses"/>.</summary>
    public required string Status { get; init; }

    public required IReadOnlyList<Fulfillment> Fulfillments { get; init; }

    public required IReadOnlyList<Payment> PaymentHistory { get; init; }

    public string? CancelReason { get; init; }

    public IReadOnlyList<string>? ExchangeItems { get; init; }

    public IReadOnlyList<string>? ExchangeNewItems { get; init; }

    public string? ExchangePaymentMethodId { get; init; }

    public decimal? ExchangePriceDifference { get; init; }

    public IReadOnlyList<string>? ReturnItems { get; init; }

    public string? ReturnPaymentMethodId { get; init; }

    /// <summary>What its items cost, USD.</summary>
    [JsonIgnore]
    public decimal Total => Items.Aggregate(0m, (sum, item) => Money.Round(sum + item.Price));

    /// <summary>True before the shop has processed it, modified or not.</summary>
    [JsonIgnore]
    public bool IsPending => Status is OrderStatuses.Pending or OrderStatuses.ItemsModified;
}

/// <summary>An item of an order, at the price it was bought for.</summary>
public sealed record OrderItem
{
    public required string Name { get; init; }

    public required string ProductId { get; init; }

    public required string ItemId { get; init; }

    /// <summary>USD.</summary>
    public required decimal Price { get; init; }

    public required IReadOnlyDictionary<string, string> Options { get; init; }
}

/// <summary>A parcel.</summary>
public sealed record Fulfillment
{
    public required IReadOnlyList<string> TrackingId { get; init; }

    public required IReadOnlyList<string> ItemIds { get; init; }
}

/// <summary>Money that went one way or the other.</summary>
public sealed record Payment
{
    /// <summary><c>payment</c> or <c>refund</c>.</summary>
    public required string TransactionType { get; init; }

    /// <summary>USD, never negative.</summary>
    public required decimal Amount { get; init; }

    public required string PaymentMethodId { get; init; }

    [JsonIgnore]
    public bool IsPayment => TransactionType == "payment";

    public static Payment Of(decimal amount, string paymentMethodId) =>
        new()
        {
            TransactionType = "payment",
            Amount = amount,
            PaymentMethodId = paymentMethodId,
        };

    public static Payment Refund(decimal amount, string paymentMethodId) =>
        new()
        {
            TransactionType = "refund",
            Amount = amount,
            PaymentMethodId = paymentMethodId,
        };
}

/// <summary>The states of an order.</summary>
public static class OrderStatuses
{
    public const string Pending = "pending";

    public const string ItemsModified = "pending (item modified)";

    public const string Processed = "processed";

    public const string Delivered = "delivered";

    public const string Cancelled = "cancelled";

    public const string ExchangeRequested = "exchange requested";

    public const string ReturnRequested = "return requested";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [Pending, ItemsModified, Processed, Delivered, Cancelled, ExchangeRequested, ReturnRequested];
}
