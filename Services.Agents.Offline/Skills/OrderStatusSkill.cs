using Services.Agents.Offline.Classification;
using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using Services.Contracts.Json;
using Services.Retail;
using static Services.Agents.Offline.Classification.Intents;

namespace Services.Agents.Offline.Skills;

/// <summary>Where an order is, what is in it, what it cost, and which orders there are.</summary>
internal sealed class OrderStatusSkill : ISkill
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Intents { get; } = [TrackOrder, OrderDetails, Invoice, ListOrders, DeliveryPeriod];

    /// <inheritdoc/>
    public DialogueAction Next(DialogueContext context)
    {
        var intent = context.State.Intent;
        if (intent == ListOrders)
        {
            return List(context);
        }

        if (intent == DeliveryPeriod && IsGeneral(context))
        {
            return new ReplyAction(
                "I don't have general delivery times, so I won't guess. Give me an order number and I'll tell you where that order is."
            );
        }

        var denied = intent is TrackOrder or DeliveryPeriod && Cues.DeniesReceipt(context.Last.Text);
        if (!OrderFinder.TryFind(context, order => !denied || order.Status == OrderStatus.Delivered, null, out var order, out var action))
        {
            return action;
        }

        if (denied && order.Status == OrderStatus.Delivered)
        {
            return new ReplyAction($"{OrderText.NotReceived(order)} {Questions.OfferTicket}");
        }

        if (intent == OrderDetails && Cues.AsksHowPaid(context.Last.Text))
        {
            return context.TryUser(order.UserId, out var owner, out action) ? new ReplyAction(OrderText.Paid(order, owner)) : action;
        }

        if (denied && order.Status == OrderStatus.Processed)
        {
            return new ReplyAction(
                $"{OrderText.Status(order)}\n\nI'm sorry that it is not there yet. If it is overdue, our support team can look "
                    + $"into it. {Questions.OfferTicket}"
            );
        }

        return new ReplyAction(intent is OrderDetails or Invoice ? OrderText.Details(order) : OrderText.Status(order));
    }

    private static DialogueAction List(DialogueContext context)
    {
        if (!OrderFinder.TryAll(context, out var orders, out var action))
        {
            return action;
        }

        var words = new WordSet(context.Last.Text);
        var filter = OrderFilter.In(context.Last.Text);
        var statuses = orders.Select(order => OrderWords.FirstWordOf(order.Status)).Distinct().Where(words.Has).ToList();
        var pending = EnumNames.Of(OrderStatus.Pending);
        if (words.Has("open") && !statuses.Contains(pending))
        {
            statuses.Add(pending);
        }

        var asked = string.Join(" or ", statuses.Concat(OrderWords.StatusesIn(words)).Distinct());
        var having = orders.Where(order => order.Items.Any(words.Names)).ToList();
        var shown = filter.Apply(
            (having.Count > 0 ? having : orders).Where(order =>
                asked.Length == 0 || statuses.Contains(OrderWords.FirstWordOf(order.Status))
            )
        );

        var whose = context.Caller.IsStaff ? "the customer's" : "your";
        var kind = asked.Length > 0 ? asked + " " : "";
        var bounds = filter.IsBounded ? " " + filter.Describe() : "";
        // What an order's record does not say is not guessed, and not passed over in silence.
        var isDated = context.Caller.Today is { } today && Period.Find([context.Last.Text], today) is not (null, null);
        var note = isDated ? "I can't choose orders by their date, so I looked through the latest ones.\n\n" : "";
        if (shown.Count == 0)
        {
            return new ReplyAction(
                $"{note}None of {whose} {(orders.Count == 1 ? "" : $"latest {orders.Count} ")}orders is {Missing(asked, bounds)}."
            );
        }

        var one = shown.Count == 1;
        return new ReplyAction(
            $"{note}Here {(one ? "is" : "are")} {whose} latest {kind}order{(one ? "" : "s")}{bounds}:\n\n{OrderText.Numbered(shown)}"
        );
    }

    private static string Missing(string status, string bounds) => $"{status}{bounds}".Trim() is { Length: > 0 } text ? text : "like that";

    private static bool IsGeneral(DialogueContext context) =>
        context.State.FocusOrder is null
        && !context.State.Task.Any(mentions => mentions.OrderIds.Count > 0 || mentions.Newest)
        && !new WordSet(context.Last.Text).Has("my");
}
