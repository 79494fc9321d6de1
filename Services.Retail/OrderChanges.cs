namespace Services.Retail;

/// <summary>What cancellations, exchanges and returns add to an order; stored together.</summary>
public sealed record OrderChanges
{
    public CancelReason? CancelReason { get; init; }

    public IReadOnlyList<string>? ExchangeItems { get; init; }

    public IReadOnlyList<string>? ExchangeNewItems { get; init; }

    public string? ExchangePaymentMethodId { get; init; }

    public decimal? ExchangePriceDifference { get; init; }

    public IReadOnlyList<string>? ReturnItems { get; init; }

    public string? ReturnPaymentMethodId { get; init; }

    public static OrderChanges Of(Order order) =>
        new()
        {
            CancelReason = order.CancelReason,
            ExchangeItems = order.ExchangeItems,
            ExchangeNewItems = order.ExchangeNewItems,
            ExchangePaymentMethodId = order.ExchangePaymentMethodId,
            ExchangePriceDifference = order.ExchangePriceDifference,
            ReturnItems = order.ReturnItems,
            ReturnPaymentMethodId = order.ReturnPaymentMethodId,
        };
}
