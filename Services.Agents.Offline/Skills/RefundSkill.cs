using Services.Agents.Offline.Classification;
using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using Services.Contracts.Json;
using Services.Retail;
using static Services.Agents.Offline.Classification.Intents;

namespace Services.Agents.Offline.Skills;

/// <summary>Where a refund is, how one is had, and the shop's rules about it.</summary>
internal sealed class RefundSkill : ISkill
{
    private const string Rules = """
        - A **pending** order can be cancelled; every payment is refunded to the method it came from.
        - Items of a **delivered** order can be returned. The refund goes to the original payment method or to one of your gift cards.
        - Orders that are **processed** can neither be cancelled nor changed; once delivered, they can be returned or exchanged.
        """;

    /// <inheritdoc/>
    public IReadOnlyList<string> Intents { get; } = [GetRefund, TrackRefund, RefundPolicy, CancellationFee];

    /// <inheritdoc/>
    public DialogueAction Next(DialogueContext context) =>
        context.State.Intent switch
        {
            RefundPolicy => new ReplyAction($"This is how refunds work here:\n\n{Rules}\n- {PaymentText.RefundTimes}"),
            CancellationFee => new ReplyAction(
                $"Cancelling refunds every payment in full to the method it came from. It is possible while an order is "
                    + $"**pending**; after that, not any more.\n\n{PaymentText.RefundTimes}"
            ),
            TrackRefund => Track(context),
            _ => Find(context, order => order.Status is OrderStatus.Pending or OrderStatus.Delivered),
        };

    // Asked without an order, it says every refund there is.
    private static DialogueAction Track(DialogueContext context)
    {
        if (
            context.State.FocusOrder is not null
            || context.State.Task.Any(mentions => mentions.OrderIds.Count > 0 || mentions.Newest || mentions.Ordinal is not null)
        )
        {
            return Find(context, IsRefunded);
        }

        if (!OrderFinder.TryAll(context, out var orders, out var action))
        {
            return action;
        }

        return new ReplyAction(
            orders.Where(IsRefunded).ToList() switch
            {
                [] => $"There is no refund recorded on "
                    + $"{(orders.Count == 1 ? "your order" : $"your latest {orders.Count} orders")}: none of them was "
                    + $"cancelled or returned.",
                [var only] => Answer(only),
                var refunded => string.Join(
                    "\n\n",
                    refunded.Select(order =>
                        Refunds(order) is { Count: > 0 } refunds
                            ? Lines(order, refunds)
                            : $"The return for order **{Markdown.Escape(order.OrderId)}** is requested; its refund follows."
                    )
                ) + $"\n\n{PaymentText.RefundTimes}",
            }
        );
    }

    private static bool IsRefunded(Order order) => Refunds(order).Count > 0 || order.Status == OrderStatus.ReturnRequested;

    private static DialogueAction Find(DialogueContext context, Func<Order, bool> fits)
    {
        return OrderFinder.TryFind(context, fits, null, out var order, out var action) ? new ReplyAction(Answer(order)) : action;
    }

    private static string Answer(Order order)
    {
        var refunds = Refunds(order);
        if (refunds.Count > 0)
        {
            return $"{Lines(order, refunds)}\n\n{PaymentText.RefundTimes}";
        }

        var id = Markdown.Escape(order.OrderId);
        return order.Status switch
        {
            OrderStatus.Pending =>
                $"Order **{id}** is still pending. If it is cancelled, {Money.Format(order.Total)} goes back to where it came "
                    + $"from. {Questions.OfferCancel}",
            OrderStatus.Delivered => $"Order **{id}** was delivered; items that you return are refunded. {Questions.OfferReturn}",
            OrderStatus.ReturnRequested => $"The return for order **{id}** is requested. The refund follows to the "
                + $"{PaymentText.Method(order.ReturnPaymentMethodId ?? "")} once it is processed. {PaymentText.RefundTimes}",
            OrderStatus.Processed =>
                $"Order **{id}** is on its way, and there is no refund recorded for it. Once it is delivered, you can return "
                    + $"items for a refund.",
            _ => $"Order **{id}** is {EnumNames.Of(order.Status)}, and there is no refund recorded for it.",
        };
    }

    private static List<Payment> Refunds(Order order) => [.. order.PaymentHistory.Where(payment => !payment.IsPayment)];

    private static string Lines(Order order, List<Payment> refunds) =>
        $"For order **{Markdown.Escape(order.OrderId)}** ({EnumNames.Of(order.Status)}):\n\n"
        + string.Join(
            '\n',
            refunds.Select(refund => $"- {Money.Format(refund.Amount)} was refunded to the {PaymentText.Method(refund.PaymentMethodId)}")
        );
}
