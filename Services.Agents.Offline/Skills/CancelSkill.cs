using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Services.Agents.Offline.Classification;
using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using Services.Contracts.Json;
using Services.Retail;
using Services.Retail.Tools;
using static Services.Agents.Offline.Classification.Intents;

namespace Services.Agents.Offline.Skills;

/// <summary>Cancels a pending order, once it knows which.</summary>
internal sealed partial class CancelSkill : ISkill
{
    /// <summary>What is noted where no reason is given.</summary>
    public const CancelReason AssumedReason = CancelReason.NoLongerNeeded;

    /// <inheritdoc/>
    public IReadOnlyList<string> Intents { get; } = [CancelOrder];

    /// <inheritdoc/>
    public DialogueAction Next(DialogueContext context)
    {
        if (!TryTarget(context, out var order, out var opening, out var action))
        {
            return action;
        }

        if (order.Status != OrderStatus.Pending)
        {
            return new ReplyAction(Impossible(order));
        }

        var agreedToAll = context.State.Task.Any(static mentions => mentions.Answering == ExpectedAnswer.OfferedCancel);
        if (!agreedToAll && PartOfOrder.IsMeant(context.State.TaskText, order))
        {
            return new ReplyAction(WholeOnly(order));
        }

        // The platform asks for the yes. Only where the reason is assumed does the question have to say so.
        var named = context.State.Latest(mentions => mentions.Reason);
        var call = CallToolsAction.Single(
            ToolNames.CancelOrder,
            ("order_id", order.OrderId),
            ("reason", EnumNames.Of(named ?? AssumedReason))
        );
        if (named is not null)
        {
            return call with { Text = opening };
        }

        return context.TryUser(order.UserId, out var owner, out action)
            ? (call with { Text = Statement(order, owner) }).Prepend(opening)
            : action;
    }

    /// <inheritdoc/>
    public bool HasMore(DialogueContext context) => Several(context, out var orders, out _) && Open(context, orders).Count > 0;

    private static bool TryTarget(
        DialogueContext context,
        [NotNullWhen(true)] out Order? order,
        out string opening,
        [NotNullWhen(false)] out DialogueAction? action
    )
    {
        opening = "";
        if (!MeansSeveral(context.State))
        {
            return OrderFinder.TryFind(context, order => order.Status == OrderStatus.Pending, OrderStatus.Pending, out order, out action);
        }

        order = null;
        if (!Several(context, out var orders, out action))
        {
            return false;
        }

        var open = Open(context, orders);
        if (Done(context).Count == 0)
        {
            opening = Opening(orders, open);
        }

        if (open.Count == 0)
        {
            action = new ReplyAction(opening);
            return false;
        }

        order = open[0];
        return true;
    }

    private static bool MeansSeveral(DialogueState state) =>
        state.Last.OrderIds.Count > 1 || (MeansAll(state) && (state.FocusOrder is null || AllOrders().IsMatch(state.TaskText)));

    private static bool MeansAll(DialogueState state) =>
        state.Task.Any(mentions => mentions.Everything) && !state.Task.Any(mentions => mentions.OrderIds.Count > 0);

    /// <summary>The orders that the request names, or all of them, with the amounts and products it names.</summary>
    private static bool Several(
        DialogueContext context,
        [NotNullWhen(true)] out IReadOnlyList<Order>? orders,
        [NotNullWhen(false)] out DialogueAction? action
    )
    {
        (orders, action) = (null, null);
        if (!MeansSeveral(context.State))
        {
            action = new ReplyAction(StandardReplies.NothingChanged);
            return false;
        }

        if (context.State.Last.OrderIds is not { Count: > 1 } ids)
        {
            if (!OrderFinder.TryAll(context, out var all, out action))
            {
                return false;
            }

            orders = OrderFilter.In(context.State.TaskText).Apply(all);
            return true;
        }

        List<Order> named = [];
        foreach (var id in ids)
        {
            if (!context.TryOrder(id, out var order, out action))
            {
                return false;
            }

            named.Add(order);
        }

        orders = named;
        return true;
    }

    private static List<string> Done(DialogueContext context) =>
        [.. context.Facts.Where(fact => fact.Name == ToolNames.CancelOrder).Select(fact => fact.Argument("order_id"))];

    private static List<Order> Open(DialogueContext context, IReadOnlyList<Order> orders)
    {
        var done = Done(context);
        return [.. orders.Where(order => order.Status == OrderStatus.Pending && !done.Contains(order.OrderId))];
    }

    private static string Opening(IReadOnlyList<Order> orders, List<Order> open)
    {
        var others = orders.Where(order => order.Status is not (OrderStatus.Pending or OrderStatus.Cancelled)).ToList();
        var rest = others.Count == 0 ? "" : $" {Ids(others)} can't be cancelled: only pending orders can.";
        return open.Count switch
        {
            0 => $"None of these orders can be cancelled: only pending ones can.\n\n{OrderText.Numbered(orders)}",
            1 => $"One order can be cancelled, {Ids(open)}.{rest}",
            _ => $"{open.Count} orders can be cancelled: {Ids(open)}. I take them one by one, each with your yes.{rest}",
        };
    }

    private static string Ids(IEnumerable<Order> orders) =>
        EnglishList.Join(orders.Select(order => $"**{Markdown.Escape(order.OrderId)}**"));

    private static string Statement(Order order, User owner)
    {
        var refunded = order
            .PaymentHistory.Where(payment => !payment.IsPayment)
            .Select(payment => (payment.Amount, payment.PaymentMethodId))
            .ToList();
        var refunds = order
            .PaymentHistory.Where(payment => payment.IsPayment && !refunded.Remove((payment.Amount, payment.PaymentMethodId)))
            .Select(payment => PaymentText.Refund(payment, done: false, owner))
            .ToList();
        var money = refunds.Count == 0 ? "" : $" {string.Join(", and ", refunds)}.";
        return $"I'll cancel order **{Markdown.Escape(order.OrderId)}** and note that it is **{EnumNames.Of(AssumedReason)}**; "
            + $"tell me if it was ordered by mistake instead.{money} {Questions.GoAhead}";
    }

    private static string WholeOnly(Order order) =>
        $"An order is cancelled as a whole, never a part of it. Order **{Markdown.Escape(order.OrderId)}** has:\n\n"
        + $"{OrderText.NumberedItems(order.Items)}\n\nI can change an item to another variant while the order is pending, once; and "
        + $"what you "
        + $"don't want can be returned once it is delivered. Or I cancel all of it. {Questions.OfferCancelAll}";

    private static string Impossible(Order order)
    {
        var id = Markdown.Escape(order.OrderId);
        return order.Status switch
        {
            OrderStatus.Cancelled => $"Order **{id}** is cancelled already; there is nothing left to do.",
            OrderStatus.Processed =>
                $"Order **{id}** is already processed, so it can no longer be cancelled: only pending orders can. Once it is "
                    + $"delivered, you can return it.",
            OrderStatus.Delivered => $"Order **{id}** has been delivered, so it cannot be cancelled. {Questions.OfferReturn}",
            OrderStatus.ItemsModified =>
                $"The items of order **{id}** have been changed, and after that it can no longer be cancelled. Once it is "
                    + $"delivered, you can return it.",
            var status => $"Order **{id}** is {EnumNames.Of(status)}, so it cannot be cancelled: only pending orders can.",
        };
    }

    [GeneratedRegex(@"\b(?:all|both|every|each)\b[^.!?]{0,20}\borders?\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex AllOrders();
}
