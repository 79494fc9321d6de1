using Services.Agents.Models.Offline.Rendering;
using Services.Agents.Models.Offline.Understanding;
using Services.Agents.Retail;
using static Services.Agents.Routing.Intents;

namespace Services.Agents.Models.Offline.Skills;

/// <summary>Where a refund is, how one is had, and the shop's rules about it.</summary>
internal sealed class RefundSkill : ISkill
{
    private const string Rules =
        """
        - A **pending** order can be cancelled; every payment is refunded to the method it came from.
        - Items of a **delivered** order can be returned. The refund goes to the original payment method or to one of your gift cards.
        - Orders that are **processed** can neither be cancelled nor changed; once delivered, they can be returned or exchanged.
        """;

    /// <inheritdoc/>
    public IReadOnlyList<string> Intents { get; } = [GetRefund, TrackRefund, RefundPolicy, CancellationFee];

    /// <inheritdoc/>
    public Step Next(DialogueContext context) => context.State.Intent switch
    {
        RefundPolicy => new Say($"This is how refunds work here:\n\n{Rules}\n- {PaymentText.RefundTimes}"),
        CancellationFee => new Say($"Cancelling refunds every payment in full to the method it came from. It is possible while an order is **pending**; after that, not any more.\n\n{PaymentText.RefundTimes}"),
        TrackRefund => Find(context, order => Refunds(order).Count > 0 || order.Status == OrderStatuses.ReturnRequested),
        _ => Find(context, order => order.Status is OrderStatuses.Pending or OrderStatuses.Delivered),
    };

    private static Step Find(DialogueContext context, Func<Order, bool> fits)
    {
        if (!OrderFinder.TryFind(context, fits, "", out var order, out var step))
            return step;

        var refunds = Refunds(order);
        if (refunds.Count > 0)
            return new Say(Describe(order, refunds));

        var id = Plain.Text(order.OrderId);
        return new Say(order.Status switch
        {
            OrderStatuses.Pending => $"Order **{id}** is still pending. If it is cancelled, {Money.Format(order.Total)} goes back to where it came from. {Questions.OfferCancel}",
            OrderStatuses.Delivered => $"Order **{id}** was delivered; items that you return are refunded. {Questions.OfferReturn}",
            OrderStatuses.ReturnRequested => $"The return for order **{id}** is requested. The refund follows to the {PaymentText.Method(order.ReturnPaymentMethodId ?? "")} once it is processed. {PaymentText.RefundTimes}",
            OrderStatuses.Processed => $"Order **{id}** is on its way, and there is no refund recorded for it. Once it is delivered, you can return items for a refund.",
            _ => $"Order **{id}** is {Plain.Text(order.Status)}, and there is no refund recorded for it.",
        });
    }

    private static List<Payment> Refunds(Order order) => [.. order.PaymentHistory.Where(payment => !payment.IsPayment)];

    private static string Describe(Order order, List<Payment> refunds) =>
        $"For order **{Plain.Text(order.OrderId)}** ({Plain.Text(order.Status)}):\n\n"
        + string.Join('\n', refunds.Select(refund => $"- {Money.Format(refund.Amount)} was refunded to the {PaymentText.Method(refund.PaymentMethodId)}"))
        + $"\n\n{PaymentText.RefundTimes}";
}
