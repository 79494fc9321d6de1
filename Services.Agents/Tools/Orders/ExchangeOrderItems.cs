using Services.Contracts.Json;
using Services.Retail;

namespace Services.Agents.Tools.Orders;

/// <summary>Asks for the exchange of items of a delivered order for other variants of their products. Once per order.</summary>
internal sealed record ExchangeOrderItems(
    string OrderId,
    IReadOnlyList<string> ItemIds,
    IReadOnlyList<string> NewItemIds,
    string PaymentMethodId
) : OrderCommand(OrderId)
{
    /// <inheritdoc/>
    public override OrderChange Change(Order order, User user, IReadOnlyDictionary<string, Product> products)
    {
        if (order.Status != OrderStatus.Delivered)
        {
            return Refuse(
                $"Items of order {order.OrderId} cannot be exchanged because it is {EnumNames.Of(order.Status)}; "
                    + "only a delivered order's can be, once."
            );
        }

        var (swap, refusal) = ItemReplacement.Create(order, products, ItemIds, NewItemIds, sameVariantAllowed: true);
        if (swap is null)
        {
            return Refuse(refusal!);
        }

        if (ItemReplacement.CheckCovers(user, PaymentMethodId, swap.PriceDifference) is { } uncovered)
        {
            return Refuse(uncovered);
        }

        var changed = order with
        {
            Status = OrderStatus.ExchangeRequested,
            ExchangeItems = [.. ItemIds.Order(StringComparer.Ordinal)],
            ExchangeNewItems = [.. NewItemIds.Order(StringComparer.Ordinal)],
            ExchangePaymentMethodId = PaymentMethodId,
            ExchangePriceDifference = swap.PriceDifference,
        };
        return new OrderChange.Allowed(
            changed,
            user,
            $"Exchange {swap.Describe("for one in")} of order {order.OrderId}, which can be done only once per order; "
                + $"{Price(user, swap.PriceDifference)}.",
            Math.Abs(swap.PriceDifference)
        );
    }

    private string Price(User user, decimal difference) =>
        difference switch
        {
            > 0 => $"the difference of {Money.Format(difference)} is charged to {StatementText.Method(user, PaymentMethodId)}",
            < 0 => $"the difference of {Money.Format(-difference)} goes back to {StatementText.Method(user, PaymentMethodId)}",
            _ => "the price stays the same",
        };
}
