using Services.Contracts.Json;
using Services.Retail;

namespace Services.Agents.Tools.Orders;

/// <summary>Asks for the return of items of a delivered order.</summary>
internal sealed record ReturnOrderItems(string OrderId, IReadOnlyList<string> ItemIds, string PaymentMethodId) : OrderCommand(OrderId)
{
    /// <inheritdoc/>
    public override OrderChange Change(Order order, User user, IReadOnlyDictionary<string, Product> products)
    {
        if (order.Status != OrderStatus.Delivered)
        {
            return Refuse(
                $"Items of order {order.OrderId} cannot be returned because it is {EnumNames.Of(order.Status)}; "
                    + "only a delivered order's can be."
            );
        }

        if (user.PaymentMethods.GetValueOrDefault(PaymentMethodId) is not { } method)
        {
            return Refuse($"{PaymentMethodId} is no payment method of this customer.");
        }

        if (!method.IsGiftCard && (order.PaymentHistory.Count == 0 || order.PaymentHistory[0].PaymentMethodId != PaymentMethodId))
        {
            return Refuse("The refund has to go to the order's original payment method or to a gift card of the customer.");
        }

        if (ItemReplacement.CheckListed(order, ItemIds) is { } refusal)
        {
            return Refuse(refusal);
        }

        var changed = order with
        {
            Status = OrderStatus.ReturnRequested,
            ReturnItems = [.. ItemIds.Order(StringComparer.Ordinal)],
            ReturnPaymentMethodId = PaymentMethodId,
        };
        var returned = ItemIds.Select(id => order.Items.First(item => item.ItemId == id)).ToList();
        var names = EnglishList.Join(returned.Select(item => $"the {item.Name} ({StatementText.Options(item.Options)})"));
        var value = returned.Aggregate(0m, (sum, item) => Money.Round(sum + item.Price));
        return new OrderChange.Allowed(
            changed,
            user,
            $"Return {names} of order {order.OrderId}; {StatementText.Refund(user, value, PaymentMethodId)} "
                + "after we have received the return.",
            value
        );
    }
}
