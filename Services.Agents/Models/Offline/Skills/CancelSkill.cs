using Services.Agents.Models.Offline.Rendering;
using Services.Agents.Models.Offline.Understanding;
using Services.Agents.Retail;
using static Services.Agents.Routing.Intents;

namespace Services.Agents.Models.Offline.Skills;

/// <summary>Cancels a pending order, once it knows which and why.</summary>
internal sealed class CancelSkill : ISkill
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Intents { get; } = [CancelOrder];

    /// <inheritdoc/>
    public Step Next(DialogueContext context)
    {
        if (!OrderFinder.TryFind(context, order => order.Status == OrderStatuses.Pending, OrderStatuses.Pending, out var order, out var step))
            return step;
        if (order.Status != OrderStatuses.Pending)
            return new Say(Impossible(order));
        if (ReasonIn(context.State) is not { } reason)
            return new Say($"I can cancel order **{Plain.Text(order.OrderId)}** ({Money.Format(order.Total)}). {Questions.Reason}");

        return Use.One(ToolNames.CancelOrder, ("order_id", order.OrderId), ("reason", reason));
    }

    private static string? ReasonIn(DialogueState state) => state.Latest(mentions => mentions.Reason) ?? state.Task
        .Where(mentions => mentions.Answering == Expectation.Reason)
        .Select(mentions => mentions.Ordinal switch
        {
            0 => "no longer needed",
            1 or -1 => "ordered by mistake",
            _ => null,
        })
        .LastOrDefault(reason => reason is not null);

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
