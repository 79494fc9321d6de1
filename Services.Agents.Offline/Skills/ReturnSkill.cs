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

/// <summary>Sends delivered items back; the refund goes to the original payment, or to a gift card if the customer says so.</summary>
internal sealed partial class ReturnSkill : ISkill
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Intents { get; } = [ReturnOrder];

    /// <inheritdoc/>
    public DialogueAction Next(DialogueContext context)
    {
        if (!TryTarget(context, out var order, out var action))
        {
            return action;
        }

        if (order.Status != OrderStatus.Delivered)
        {
            return new ReplyAction(Impossible(order));
        }

        IReadOnlyList<OrderItem>? items = MeansSeveral(context.State) ? order.Items : null;
        if (
            items is null
            && !ItemPicker.TryPick(
                context.State,
                order,
                [.. context.State.Task.Select(mentions => mentions.Text)],
                "return",
                out items,
                out action
            )
        )
        {
            return action;
        }

        var method = order.PaymentHistory[0].PaymentMethodId;
        if (new WordSet(context.State.TaskText).Has("gift card") && !method.StartsWith("gift_card", StringComparison.Ordinal))
        {
            if (!context.TryUser(order.UserId, out var user, out action))
            {
                return action;
            }

            if (user.PaymentMethods.Values.FirstOrDefault(candidate => candidate.IsGiftCard) is not { } card)
            {
                return new ReplyAction(
                    $"There is no gift card on the account, so the refund would go to the {PaymentText.Method(method, user)}. "
                        + $"{Questions.OfferReturn}"
                );
            }

            method = card.Id;
        }

        return CallToolsAction.Single(
            ToolNames.ReturnItems,
            ("order_id", order.OrderId),
            ("item_ids", items.Select(item => item.ItemId).ToArray()),
            ("payment_method_id", method)
        );
    }

    /// <inheritdoc/>
    public bool HasMore(DialogueContext context) =>
        MeansSeveral(context.State) && OrderFinder.TryAll(context, out var all, out _) && Open(context, all).Any();

    /// <summary>The order that is meant; of several whole ones the next.</summary>
    private static bool TryTarget(
        DialogueContext context,
        [NotNullWhen(true)] out Order? order,
        [NotNullWhen(false)] out DialogueAction? action
    )
    {
        if (!MeansSeveral(context.State))
        {
            return OrderFinder.TryFind(
                context,
                static order => order.Status == OrderStatus.Delivered,
                OrderStatus.Delivered,
                out order,
                out action
            );
        }

        order = null;
        if (!OrderFinder.TryAll(context, out var all, out action))
        {
            return false;
        }

        order = Open(context, all).FirstOrDefault();
        action = order is null
            ? new ReplyAction($"None of these orders can be returned: only delivered ones can.\n\n{OrderText.Numbered(all)}")
            : null;
        return order is not null;
    }

    private static bool MeansSeveral(DialogueState state) => WholeOrders().IsMatch(state.TaskText);

    private static IEnumerable<Order> Open(DialogueContext context, IReadOnlyList<Order> orders)
    {
        var done = context.Facts.Where(fact => fact.Name == ToolNames.ReturnItems).Select(fact => fact.Argument("order_id")).ToList();
        return orders.Where(order => order.Status == OrderStatus.Delivered && !done.Contains(order.OrderId));
    }

    [GeneratedRegex(
        @"\b(?:everything|all)\b.{0,40}\b(?:both|all|every|each)\b.{0,20}\borders?\b|\b(?:return|send back) (?:both|all) (?:of )?(?:my "
            + @"|the )?(?:delivered )?orders\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex WholeOrders();

    private static string Impossible(Order order)
    {
        var id = Markdown.Escape(order.OrderId);
        return order.Status switch
        {
            OrderStatus.Pending => $"Order **{id}** is still pending, so there is nothing to return yet. {Questions.OfferCancel}",
            OrderStatus.Cancelled => $"Order **{id}** was cancelled, so there is nothing to return.",
            OrderStatus.ReturnRequested => $"A return is already requested for order **{id}**.",
            OrderStatus.ExchangeRequested => $"An exchange is already requested for order **{id}**, so nothing of it can be returned now.",
            _ => $"Order **{id}** is {EnumNames.Of(order.Status)}; items can be returned once it is delivered.",
        };
    }
}
