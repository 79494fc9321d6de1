using Services.Agents.Models.Offline.Rendering;
using Services.Agents.Models.Offline.Understanding;
using static Services.Agents.Routing.Intents;

namespace Services.Agents.Models.Offline.Skills;

/// <summary>Where an order is, what is in it, what it cost, and which orders there are.</summary>
internal sealed class OrderStatusSkill : ISkill
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Intents { get; } = [TrackOrder, OrderDetails, Invoice, ListOrders, DeliveryPeriod];

    /// <inheritdoc/>
    public Step Next(DialogueContext context)
    {
        var intent = context.State.Intent;
        if (intent == ListOrders)
            return List(context);
        if (intent == DeliveryPeriod && IsGeneral(context))
            return new Say("I don't have general delivery times, so I won't guess. Give me an order number and I'll tell you where that order is.");
        if (!OrderFinder.TryFind(context, _ => true, "", out var order, out var step))
            return step;

        return new Say(intent is OrderDetails or Invoice ? OrderText.Details(order) : OrderText.Status(order));
    }

    private static Step List(DialogueContext context)
    {
        if (!OrderFinder.TryAll(context, out var orders, out var step))
            return step;

        var words = new WordSet(context.Last.Text);
        var wanted = orders.Where(order => words.Has(order.Status.Split(' ')[0])).ToList();
        if (wanted.Count == 0 && (words.Has("open") || words.Has("pending")))
            return new Say("None of your latest orders is still open.");

        var shown = wanted.Count > 0 ? wanted : orders;
        var whose = context.Caller.IsStaff ? "the customer's" : "your";
        return new Say($"Here {(shown.Count == 1 ? "is" : "are")} {whose} latest {(wanted.Count > 0 ? wanted[0].Status + " " : "")}order{(shown.Count == 1 ? "" : "s")}:\n\n{OrderText.Numbered(shown)}");
    }

    private static bool IsGeneral(DialogueContext context) =>
        context.State.FocusOrder is null
        && !context.State.Task.Any(mentions => mentions.OrderIds.Count > 0 || mentions.Newest)
        && !new WordSet(context.Last.Text).Has("my");
}
