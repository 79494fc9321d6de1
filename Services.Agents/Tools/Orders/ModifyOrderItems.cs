using Services.Contracts.Json;
using Services.Retail;

namespace Services.Agents.Tools.Orders;

/// <summary>Makes items of a pending order other variants of their products. Once per order.</summary>
internal sealed record ModifyOrderItems(
    string OrderId,
    IReadOnlyList<string> ItemIds,
    IReadOnlyList<string> NewItemIds,
    string PaymentMethodId
) : OrderCommand(OrderId)
{
    /// <inheritdoc/>
    public override OrderChange Change(Order order, User user, IReadOnlyDictionary<string, Product> products)
    {
        if (order.Status != OrderStatus.Pending)
        {
            return Refuse(
                $"The items of order {order.OrderId} cannot be changed because it is {EnumNames.Of(order.Status)}; "
                    + "only a pending order's can be, once."
            );
        }

        var (swap, refusal) = ItemReplacement.Create(order, products, ItemIds, NewItemIds, sameVariantAllowed: false);
        if (swap is null)
        {
            return Refuse(refusal!);
        }

        if (ItemReplacement.CheckCovers(user, PaymentMethodId, swap.PriceDifference) is { } uncovered)
        {
            return Refuse(uncovered);
        }

        var difference = swap.PriceDifference;
        var entry = difference > 0 ? Payment.Of(difference, PaymentMethodId) : Payment.Refund(-difference, PaymentMethodId);
        var changed = order with
        {
            Items = swap.Apply(order.Items),
            PaymentHistory = [.. order.PaymentHistory, entry],
            Status = OrderStatus.ItemsModified,
        };
        return new OrderChange.Allowed(
            changed,
            user.Credit(PaymentMethodId, -difference),
            $"Change {swap.Describe("to")} in order {order.OrderId}, which can be done only once per order; {Price(user, difference)}.",
            Math.Abs(difference)
        );
    }

    private string Price(User user, decimal difference) =>
        difference switch
        {
            > 0 => $"{Money.Format(difference)} is paid with {StatementText.Method(user, PaymentMethodId)}",
            < 0 => StatementText.Refund(user, -difference, PaymentMethodId),
            _ => "the price stays the same",
        };
}
