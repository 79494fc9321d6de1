using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using Services.Contracts.Json;
using Services.Retail;
using Services.Retail.Tools;
using static Services.Agents.Offline.Classification.Intents;

namespace Services.Agents.Offline.Skills;

/// <summary>
/// Answers who speaks of a change without asking for it, and lets no change be proposed that was not asked for: whatever a skill comes to,
/// a question about a cancellation ends in an answer and an offer.
/// </summary>
internal static class StanceAnswer
{
    // Orders that are told one by one.
    private const int MaxOrders = 5;

    /// <summary>The answer to a message that refuses or reports a change; null when the request is to be carried on with.</summary>
    public static DialogueAction? For(DialogueContext context) =>
        context.State switch
        {
            { Intent: HumanAgent, Stance: Stance.Unwanted } => new ReplyAction("All right, we go on here. What can I do for you?"),
            { Stance: Stance.Unwanted } state when ToolOf(state.Intent) is { } tool => Refused(context, tool),
            { Stance: Stance.Reported, Intent: CancelOrder or ReturnOrder or ExchangeItems } state => Reported(
                context,
                ToolOf(state.Intent)!
            ),
            _ => null,
        };

    /// <summary>The same action, or the offer of it where a change that cannot be taken back was only spoken of.</summary>
    public static DialogueAction Gate(DialogueContext context, DialogueAction action) =>
        context.State.Stance != Stance.Wanted
        && action
            is CallToolsAction { Calls: [{ Tool: ToolNames.CancelOrder or ToolNames.ReturnItems or ToolNames.ExchangeItems } call, ..] }
            ? new ReplyAction(Offer(context, call))
            : action;

    /// <summary>What is said of the changes that a message asks not to make, beside its other requests.</summary>
    public static string OfRefused(IReadOnlyList<string> intents) =>
        intents.Count == 0 ? "" : $"All right, {EnglishList.Join(intents.Select(Spared).Distinct())}.";

    /// <summary>The tool that makes the change of an intent; null where it makes none.</summary>
    public static string? ToolOf(string intent) =>
        intent switch
        {
            CancelOrder => ToolNames.CancelOrder,
            ReturnOrder => ToolNames.ReturnItems,
            ExchangeItems => ToolNames.ExchangeItems,
            ChangeOrder => ToolNames.ModifyItems,
            ChangeOrderAddress => ToolNames.ModifyAddress,
            ChangeOrderPayment => ToolNames.ModifyPayment,
            ChangeAddress => ToolNames.ModifyUserAddress,
            CreateTicket => ToolNames.CreateTicket,
            _ => null,
        };

    private static string Spared(string intent) =>
        intent switch
        {
            CancelOrder => "I won't cancel anything",
            ReturnOrder => "I won't return anything",
            ExchangeItems or ChangeOrder => "I won't exchange or change anything",
            ChangeOrderPayment => "the payment stays as it is",
            CreateTicket or CommentTicket => "I won't write to our support team",
            _ => "the address stays as it is",
        };

    private static DialogueAction Refused(DialogueContext context, string tool)
    {
        var promise = OfRefused([context.State.Intent]);
        if (Before(context, tool) is { Length: > 0 } before)
        {
            return new ReplyAction($"{promise} This was done before:\n\n{before}");
        }

        if (context.State.Intent is ChangeAddress or CreateTicket || Order(context.State) is not { } id)
        {
            return new ReplyAction($"{promise} Is there anything else I can do?");
        }

        return context.TryOrder(id, out var order, out var action) ? new ReplyAction($"{promise} {OrderText.Line(order)}") : action;
    }

    private static DialogueAction Reported(DialogueContext context, string tool)
    {
        if (Before(context, tool) is { Length: > 0 } before)
        {
            return new ReplyAction($"This was done in this conversation, after your yes:\n\n{before}");
        }

        if (Order(context.State) is { } id)
        {
            return context.TryOrder(id, out var order, out var action)
                ? new ReplyAction($"{OrderText.Line(order)}{(Has(order, tool) ? "" : $" {NotSo(tool)}")}")
                : action;
        }

        if (!OrderFinder.TryAll(context, out var all, out var missing))
        {
            return missing;
        }

        var found = all.Where(order => Has(order, tool)).Take(MaxOrders).ToList();
        return new ReplyAction(
            found.Count == 0
                ? $"None of "
                    + $"your {(all.Count == 1 ? "" : $"latest {all.Count} ")}orders {Word(tool)}:\n\n"
                    + OrderText.Numbered(all.Take(MaxOrders))
                : $"{string.Join("\n\n", found.Select(OrderText.Line))}\n\nThat is all the record says of it. {Questions.OfferHuman}"
        );
    }

    private static string Offer(DialogueContext context, ToolRequest call)
    {
        var id = (string)call.Arguments["order_id"];
        if (!context.TryOrder(id, out var order, out _))
        {
            return StandardReplies.LookupFailed;
        }

        var opening = context.State.Stance == Stance.Asked ? "Yes, that is possible" : "That is possible";
        var items =
            call.Arguments.TryGetValue("item_ids", out var value) && value is string[] ids
                ? EnglishList.Join(
                    order.Items.Where(item => ids.Contains(item.ItemId)).Select(item => Markdown.Escape(item.Name)).Distinct()
                )
                : "";
        var number = $"**{Markdown.Escape(id)}**";
        return call.Tool switch
        {
            ToolNames.CancelOrder =>
                $"{opening}: order {number} is still **pending**. An order is cancelled as a whole, and every payment goes "
                    + $"back to where it came from, {Money.Format(order.Total)} in all. {Questions.OfferCancel}",
            ToolNames.ReturnItems => $"{opening}: order {number} was delivered, so the {items} can be returned for a refund. "
                + Questions.OfferReturnOfIt,
            _ => $"{opening}: order {number} was delivered, so the {items} can be exchanged, once. {Questions.OfferExchange}",
        };
    }

    private static string? Order(DialogueState state) =>
        state.Latest(mentions => mentions.OrderIds.Count > 0 ? mentions.OrderIds[0] : null)
        ?? (state.Last.Refers ? state.FocusOrder : null);

    private static string Before(DialogueContext context, string tool) =>
        string.Join(
            "\n\n",
            context.State.Done.Where(done => done.Name == tool).Select(done => EffectText.Describe(done.Name, done.Result))
        );

    private static bool Has(Order order, string tool) =>
        tool switch
        {
            ToolNames.CancelOrder => order.Status == OrderStatus.Cancelled,
            ToolNames.ReturnItems => order.Status == OrderStatus.ReturnRequested,
            _ => order.Status == OrderStatus.ExchangeRequested,
        };

    private static string Word(string tool) =>
        tool switch
        {
            ToolNames.CancelOrder => $"is {EnumNames.Of(OrderStatus.Cancelled)}",
            ToolNames.ReturnItems => "has a return requested",
            _ => "has an exchange requested",
        };

    private static string NotSo(string tool) =>
        tool switch
        {
            ToolNames.CancelOrder => "It is not cancelled.",
            ToolNames.ReturnItems => "No return is requested for it.",
            _ => "No exchange is requested for it.",
        };
}
