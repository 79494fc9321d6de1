using Services.Contracts.Json;
using Services.Retail;

namespace Services.Agents.Tools.Orders;

/// <summary>Pays a pending order with another method.</summary>
internal sealed record ModifyOrderPayment(string OrderId, string PaymentMethodId) : OrderCommand(OrderId)
{
    /// <inheritdoc/>
    public override OrderChange Change(Order order, User user, IReadOnlyDictionary<string, Product> products)
    {
        if (!order.IsPending)
        {
            return Refuse(
                $"The payment of order {order.OrderId} cannot be changed because the order is {EnumNames.Of(order.Status)}; only a pending "
                    + $"order's can be."
            );
        }

        if (order.PaymentHistory is not [{ IsPayment: true } paid])
        {
            return Refuse($"The payment of order {order.OrderId} cannot be changed because it does not consist of exactly one payment.");
        }

        if (paid.PaymentMethodId == PaymentMethodId)
        {
            return Refuse($"Order {order.OrderId} is paid with {StatementText.Method(user, PaymentMethodId)} already.");
        }

        if (ItemReplacement.CheckCovers(user, PaymentMethodId, paid.Amount) is { } refusal)
        {
            return Refuse(refusal);
        }

        var changed = order with
        {
            PaymentHistory =
            [
                .. order.PaymentHistory,
                Payment.Of(paid.Amount, PaymentMethodId),
                Payment.Refund(paid.Amount, paid.PaymentMethodId),
            ],
        };
        var changedUser = user.Credit(PaymentMethodId, -paid.Amount).Credit(paid.PaymentMethodId, paid.Amount);
        return new OrderChange.Allowed(
            changed,
            changedUser,
            $"Pay {Money.Format(paid.Amount)} for order {order.OrderId} with {StatementText.Method(user, PaymentMethodId)}; "
                + $"{StatementText.Refund(user, paid.Amount, paid.PaymentMethodId)}.",
            paid.Amount
        );
    }
}
