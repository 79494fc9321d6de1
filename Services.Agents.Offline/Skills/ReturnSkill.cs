using Services.Agents.Offline.Classification;
using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using Services.Contracts.Json;
using Services.Retail;
using Services.Retail.Tools;
using static Services.Agents.Offline.Classification.Intents;

namespace Services.Agents.Offline.Skills;

/// <summary>Sends delivered items back; the refund goes to the original payment, or to a gift card if the customer says so.</summary>
internal sealed class ReturnSkill : ISkill
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Intents { get; } = [ReturnOrder];

    /// <inheritdoc/>
    public DialogueAction Next(DialogueContext context)
    {
        if (
            !OrderFinder.TryFind(
                context,
                order => order.Status == OrderStatus.Delivered,
                OrderStatus.Delivered,
                out var order,
                out var action
            )
        )
        {
            return action;
        }

        if (order.Status != OrderStatus.Delivered)
        {
            return new ReplyAction(Impossible(order));
        }

        if (
            !ItemPicker.TryPick(
                context.State,
                order,
                [.. context.State.Task.Select(mentions => mentions.Text)],
                "return",
                out var items,
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
