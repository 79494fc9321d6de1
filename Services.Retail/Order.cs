using System.Text.Json.Serialization;

namespace Services.Retail;

/// <summary>An order.</summary>
public sealed record Order
{
    public required string OrderId { get; init; }

    public required string UserId { get; init; }

    public required Address Address { get; init; }

    public required IReadOnlyList<OrderItem> Items { get; init; }

    public required OrderStatus Status { get; init; }

    public required IReadOnlyList<Fulfillment> Fulfillments { get; init; }

    public required IReadOnlyList<Payment> PaymentHistory { get; init; }

    /// <summary>When it was placed; null where the source does not say.</summary>
    public DateTimeOffset? PlacedAt { get; init; }

    /// <summary>When it left the shop; null before that, and where the source does not say.</summary>
    public DateTimeOffset? ShippedAt { get; init; }

    /// <summary>When it was handed over; null before that, and where the source does not say.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    public CancelReason? CancelReason { get; init; }

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
    public bool IsPending => Status is OrderStatus.Pending or OrderStatus.ItemsModified;
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
    public required TransactionType TransactionType { get; init; }

    /// <summary>USD, never negative.</summary>
    public required decimal Amount { get; init; }

    public required string PaymentMethodId { get; init; }

    [JsonIgnore]
    public bool IsPayment => TransactionType == TransactionType.Payment;

    public static Payment Of(decimal amount, string paymentMethodId) =>
        new()
        {
            TransactionType = TransactionType.Payment,
            Amount = amount,
            PaymentMethodId = paymentMethodId,
        };

    public static Payment Refund(decimal amount, string paymentMethodId) =>
        new()
        {
            TransactionType = TransactionType.Refund,
            Amount = amount,
            PaymentMethodId = paymentMethodId,
        };
}
