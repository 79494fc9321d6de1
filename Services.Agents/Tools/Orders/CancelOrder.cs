using Services.Contracts.Json;
using Services.Retail;

namespace Services.Agents.Tools.Orders;

/// <summary>Cancels a pending order and gives every payment back to its own method.</summary>
internal sealed record CancelOrder(string OrderId, string Reason) : OrderCommand(OrderId)
{
    /// <inheritdoc/>
    public override OrderChange Change(Order order, User user, IReadOnlyDictionary<string, Product> products)
    {
        if (order.Status != OrderStatus.Pending)
        {
            return Refuse(
                $"Order {order.OrderId} cannot be cancelled because it is {EnumNames.Of(order.Status)}; only a pending order can be."
            );
        }

        if (!EnumNames.TryParse<CancelReason>(Reason.Trim().ToLowerInvariant(), out var reason))
        {
            return Refuse("The reason has to be 'no longer needed' or 'ordered by mistake'.");
        }

        var refunds = Outstanding(order.PaymentHistory);
        var changedUser = refunds.Aggregate(user, (current, refund) => current.Credit(refund.PaymentMethodId, refund.Amount));
        var changed = order with
        {
            Status = OrderStatus.Cancelled,
            CancelReason = reason,
            PaymentHistory = [.. order.PaymentHistory, .. refunds],
        };

        var because = reason == CancelReason.NoLongerNeeded ? "it is no longer needed" : "it was ordered by mistake";
        var money = EnglishList.Join(refunds.Select(refund => StatementText.Refund(user, refund.Amount, refund.PaymentMethodId)));
        return new OrderChange.Allowed(
            changed,
            changedUser,
            $"Cancel order {order.OrderId} ({StatementText.Items(order.Items.Count)}, {Money.Format(order.Total)}) because {because}"
                + (money.Length == 0 ? "." : $"; {money}."),
            refunds.Sum(static refund => refund.Amount)
        );
    }

    /// <summary>A refund for every payment that was not given back before, as it is after the method of payment was changed.</summary>
    private static List<Payment> Outstanding(IReadOnlyList<Payment> history)
    {
        var refunded = history.Where(entry => !entry.IsPayment).ToList();
        List<Payment> refunds = [];
        foreach (var payment in history.Where(entry => entry.IsPayment))
        {
            var refund = Payment.Refund(payment.Amount, payment.PaymentMethodId);
            if (!refunded.Remove(refund))
            {
                refunds.Add(refund);
            }
        }

        return refunds;
    }
}
