using Services.Agents.Models.Offline.Rendering;
using Services.Agents.Models.Offline.Understanding;
using Services.Agents.Retail;
using static Services.Agents.Routing.Intents;

namespace Services.Agents.Models.Offline.Skills;

/// <summary>Cancels a pending order, once it knows which.</summary>
internal sealed class CancelSkill : ISkill
{
    private const string AssumedReason = "no longer needed";

    /// <inheritdoc/>
    public IReadOnlyList<string> Intents { get; } = [CancelOrder];

    /// <inheritdoc/>
    public Step Next(DialogueContext context)
    {
        if (!OrderFinder.TryFind(context, order => order.Status == OrderStatuses.Pending, OrderStatuses.Pending, out var order, out var step))
            return step;
        if (order.Status != OrderStatuses.Pending)
            return new Say(Impossible(order));

        // The platform asks for the yes. Only where the reason is assumed does the question have to say so.
        var named = context.State.Latest(mentions => mentions.Reason);
        var call = Use.One(ToolNames.CancelOrder, ("order_id", order.OrderId), ("reason", named ?? AssumedReason));
        if (named is not null)
            return call;

        return context.TryUser(order.UserId, out var owner, out step) ? call with { Text = OneAtATime(context.State) + Statement(order, owner) } : step;
    }

    private static string OneAtATime(DialogueState state) =>
        state.Task.Any(mentions => mentions.Everything && mentions.OrderIds.Count == 0) ? "I cancel orders one at a time; say *cancel the next one* afterwards. " : "";

    private static string Statement(Order order, User owner)
    {
        var refunded = order.PaymentHistory.Where(payment => !payment.IsPayment).Select(payment => (payment.Amount, payment.PaymentMethodId)).ToList();
        var refunds = order.PaymentHistory
            .Where(payment => payment.IsPayment && !refunded.Remove((payment.Amount, payment.PaymentMethodId)))
            .Select(payment => PaymentText.Refund(payment, done: false, owner)).ToList();
        var money = refunds.Count == 0 ? "" : $" {string.Join(", and ", refunds)}.";
        return $"I'll cancel order **{Plain.Text(order.OrderId)}** and note that it is **{AssumedReason}**; tell me if it was ordered by mistake instead.{money} {Questions.GoAhead}";
    }

    private static string Impossible(Order order)
    {
        var id = Plain.Text(order.OrderId);
        return order.Status switch
        {
            OrderStatuses.Cancelled => $"Order **{id}** is cancelled already; there is nothing left to do.",
            OrderStatuses.Processed => $"Order **{id}** is already processed, so it can no longer be cancelled: only pending orders can. Once it is delivered, you can return it.",
            OrderStatuses.Delivered => $"Order **{id}** has been delivered, so it cannot be cancelled. {Questions.OfferReturn}",
            OrderStatuses.ItemsModified => $"The items of order **{id}** have been changed, and after that it can no longer be cancelled. Once it is delivered, you can return it.",
            var status => $"Order **{id}** is {Plain.Text(status)}, so it cannot be cancelled: only pending orders can.",
        };
    }
}
