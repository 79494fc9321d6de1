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
    // Orders that are listed where none is named.
    private const int MaxShown = 5;

    /// <inheritdoc/>
    public IReadOnlyList<string> Intents { get; } = [TrackOrder, OrderDetails, Invoice, ListOrders, DeliveryPeriod];

    /// <inheritdoc/>
    public DialogueAction Next(DialogueContext context)
    {
        var intent = context.State.Intent;
        if (intent == ListOrders || IsByDate(context))
        {
            return List(context);
        }

        if (intent == DeliveryPeriod && IsGeneral(context))
        {
            return new ReplyAction(
                "I don't have general delivery times, so I won't guess. Give me an order number and I'll tell you where that order is."
            );
        }

        if (OrderFinder.SeveralIn(context.State) is { } ids)
        {
            return OrderFinder.TryEach(context, ids, out var several, out var lookup)
                ? new ReplyAction(Each(intent, several, context.Last.Text))
                : lookup;
        }

        if (intent == TrackOrder && NamesNone(context) && !OrderCues.DeniesReceipt(context.Last.Text))
        {
            return UnderWay(context);
        }

        var denied = intent is TrackOrder or DeliveryPeriod && OrderCues.DeniesReceipt(context.Last.Text);
        if (!OrderFinder.TryFind(context, order => !denied || order.Status == OrderStatus.Delivered, null, out var order, out var action))
        {
            return action;
        }

        if (denied && order.Status == OrderStatus.Delivered)
        {
            return new ReplyAction($"{OrderText.NotReceived(order)} {Questions.OfferTicket}");
        }

        if (intent == OrderDetails && OrderCues.AsksHowPaid(context.Last.Text))
        {
            return context.TryUser(order.UserId, out var owner, out action) ? new ReplyAction(OrderText.Paid(order, owner)) : action;
        }

        if (OrderCues.AsksWhen(context.Last.Text) && When(order) is { } when)
        {
            return new ReplyAction($"{when}\n\n{OrderText.Status(order)}");
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

    private static bool NamesNone(DialogueContext context) =>
        context.State is { FocusOrder: null, ItemPhrase: null }
        && !context.State.Task.Any(mentions =>
            mentions.OrderIds.Count > 0 || mentions.Ordinal is not null || mentions.Newest || mentions.ByStatus
        );

    /// <summary>Who asks where "my order" is means one that has not come yet.</summary>
    private static DialogueAction UnderWay(DialogueContext context)
    {
        if (!OrderFinder.TryAll(context, out var all, out var action))
        {
            return action;
        }

        var words = new WordSet(context.State.TaskText);
        var named = all.Where(order => order.Items.Any(words.Names)).ToList();
        var meant = named.Count > 0 ? named : [.. all.Where(static order => order.IsPending || order.Status == OrderStatus.Processed)];
        var filter = OrderFilter.In(context.State.TaskText);
        meant = filter.Narrows ? [.. filter.Apply(meant)] : meant;
        return meant.Count switch
        {
            0 => new ReplyAction($"None of your orders is under way. These are the latest:\n\n{OrderText.Numbered(all.Take(MaxShown))}"),
            1 => new ReplyAction(OrderText.Status(meant[0])),
            _ => new ReplyAction(
                $"These orders are under way:\n\n{OrderText.Numbered(meant.Take(MaxShown))}\n\nGive me a number, and I tell you more "
                    + $"about it."
            ),
        };
    }

    private static string Each(string intent, IReadOnlyList<Order> orders, string question)
    {
        var total = orders.Aggregate(0m, static (sum, order) => Money.Round(sum + order.Total));
        if (OrderCues.AsksForSum(question))
        {
            return $"{OrderText.Numbered(orders)}\n\nTogether: **{Money.Format(total)}**.";
        }

        return string.Join(
            "\n\n",
            orders.Select(order => intent is OrderDetails or Invoice ? OrderText.Details(order) : OrderText.Status(order))
        );
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
        var (period, question) = PeriodIn(context);
        if (question is not null)
        {
            return new ReplyAction(question);
        }

        // What an order's record does not say is not guessed, and not passed over in silence.
        var note = "";
        if (period is not null && orders.All(static order => order.PlacedAt is null))
        {
            note = "The record has no dates of these orders, so I looked through the latest ones.\n\n";
        }
        else if (period is { } days)
        {
            shown = [.. shown.Where(order => order.PlacedAt is { } placed && days.Contains(DateOnly.FromDateTime(placed.UtcDateTime)))];
            bounds += $" from {days.Describe()}";
        }

        if (shown.Count == 0)
        {
            return new ReplyAction(
                $"{note}None of {whose} {(orders.Count == 1 ? "" : $"latest {orders.Count} ")}orders is {Missing(asked, bounds)}."
            );
        }

        var one = shown.Count == 1;
        return new ReplyAction(
            filter.Extreme != 0
                ? $"{note}Of {whose} latest {orders.Count} orders, this is the {(filter.Extreme > 0 ? "most expensive" : "cheapest")}:\n\n"
                    + OrderText.Numbered(shown)
                : $"{note}Here {(one ? "is" : "are")} {whose} latest {kind}order{(one ? "" : "s")}{bounds}:\n\n{OrderText.Numbered(shown)}"
        );
    }

    /// <summary>The date that a question is about, or that the record does not have it.</summary>
    private static string? When(Order order) =>
        order.Status switch
        {
            OrderStatus.Delivered => order.DeliveredAt is { } delivered
                ? $"It was delivered on **{OrderText.Day(delivered)}**."
                : "The record says that it was delivered, but not on which day.",
            OrderStatus.Processed => order.ShippedAt is { } shipped
                ? $"It left us on **{OrderText.Day(shipped)}**. I have no date of arrival, so I won't promise one."
                : "It is on its way. I have no date of arrival, so I won't promise one.",
            OrderStatus.Pending or OrderStatus.ItemsModified =>
                "It has not been sent yet, and I have no date for it, so I won't promise one.",
            _ => null,
        };

    /// <summary>A question about orders of a time names none of them.</summary>
    private static bool IsByDate(DialogueContext context) =>
        context.State.Intent == OrderDetails
        && context.Last is { OrderIds.Count: 0, Ordinal: null, Newest: false, Refers: false }
        && PeriodIn(context) is not (null, null);

    private static (Period? Period, string? Question) PeriodIn(DialogueContext context) =>
        context.Caller.Today is { } today ? Period.Find([context.Last.Text], today) : (null, null);

    private static string Missing(string status, string bounds) => $"{status}{bounds}".Trim() is { Length: > 0 } text ? text : "like that";

    private static bool IsGeneral(DialogueContext context) =>
        context.State.FocusOrder is null
        && !context.State.Task.Any(mentions => mentions.OrderIds.Count > 0 || mentions.Newest)
        && !new WordSet(context.Last.Text).Has("my");
}
