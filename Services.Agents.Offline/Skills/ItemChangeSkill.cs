using System.Diagnostics.CodeAnalysis;
using Services.Agents.Offline.Classification;
using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using Services.Contracts.Json;
using Services.Retail;
using Services.Retail.Tools;
using static Services.Agents.Offline.Classification.Intents;

namespace Services.Agents.Offline.Skills;

/// <summary>
/// Makes an item another variant of its product: an exchange when it was delivered, a change of the order while it is pending.
/// </summary>
internal sealed class ItemChangeSkill : ISkill
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Intents { get; } = [ExchangeItems, ChangeOrder];

    /// <inheritdoc/>
    public DialogueAction Next(DialogueContext context)
    {
        if (!OrderFinder.TryFind(context, IsOpen, null, out var order, out var action))
        {
            return action;
        }

        if (!IsOpen(order))
        {
            return new ReplyAction(Impossible(order));
        }

        if (ItemCues.AddsOrRemoves(context.State.TaskText))
        {
            return new ReplyAction(NeitherAddedNorRemoved(order));
        }

        var wish = ItemChangeRequest.From(context.State, order);
        if (order.Items.Count > 1 && wish.IsVague)
        {
            return new ReplyAction($"{Opening(order)}\n\n{OrderText.NumberedItems(order.Items)}\n\n{Questions.WhichItems}");
        }

        if (
            !ItemPicker.TryPick(
                context.State,
                order,
                wish.OldTexts,
                order.Status == OrderStatus.Delivered ? "exchange" : "change",
                out var items,
                out action
            )
        )
        {
            return action;
        }

        List<string> replacements = [];
        List<string> changed = [];
        foreach (var item in items)
        {
            if (!context.TryProduct(item.ProductId, out var product, out action))
            {
                return action;
            }

            if (ItemCues.WantsSameAsOther(context.Last.Text))
            {
                if (!TryOther(context, order, product, item, out var same, out action))
                {
                    return action;
                }

                replacements.Add(same);
                changed.Add(item.ItemId);
                continue;
            }

            if (!VariantPicker.TryPick(context.State, product, item, wish.NewTextOrAll(item), out var variant, out action))
            {
                return action;
            }

            // Of several, what is the cheapest already stays as it is.
            if (items.Count > 1 && IsSoAlready(context.State.TaskText, item, variant))
            {
                continue;
            }

            replacements.Add(variant.ItemId);
            changed.Add(item.ItemId);
        }

        if (replacements.Count == 0)
        {
            return new ReplyAction($"These items are so already, so there is nothing to change:\n\n{OrderText.NumberedItems(items)}");
        }

        if (!TryMethod(context, order, out var method, out action))
        {
            return action;
        }

        return CallToolsAction.Single(
            order.Status == OrderStatus.Delivered ? ToolNames.ExchangeItems : ToolNames.ModifyItems,
            ("order_id", order.OrderId),
            ("item_ids", changed.ToArray()),
            ("new_item_ids", replacements.ToArray()),
            ("payment_method_id", method)
        );
    }

    private static bool IsSoAlready(string text, OrderItem item, Variant variant) =>
        (ItemCues.WantsCheapest(text) && item.Price <= variant.Price) || (ItemCues.WantsDearest(text) && item.Price >= variant.Price);

    /// <summary>The variant that another of the customer's orders has: "the same as the one I already have".</summary>
    private static bool TryOther(
        DialogueContext context,
        Order order,
        Product product,
        OrderItem item,
        [NotNullWhen(true)] out string? variant,
        [NotNullWhen(false)] out DialogueAction? action
    )
    {
        variant = null;
        if (!OrderFinder.TryAll(context, out var all, out action))
        {
            return false;
        }

        variant = all.Where(other => other.OrderId != order.OrderId)
            .SelectMany(static other => other.Items)
            .FirstOrDefault(other => other.ProductId == item.ProductId && other.ItemId != item.ItemId)
            ?.ItemId;
        if (variant is not null && product.Variants.TryGetValue(variant, out var found) && found.Available)
        {
            return true;
        }

        action = new ReplyAction(
            variant is null
                ? $"I found no other {Markdown.Escape(item.Name)} in your orders. {Questions.WhichVariant}"
                : $"The {Markdown.Escape(item.Name)} of your other order is out of stock at the moment. {Questions.WhichVariant}"
        );
        variant = null;
        return false;
    }

    /// <summary>The method that the customer names, else the one the order was paid with.</summary>
    private static bool TryMethod(DialogueContext context, Order order, out string method, [NotNullWhen(false)] out DialogueAction? action)
    {
        (method, action) = (order.PaymentHistory[0].PaymentMethodId, null);
        if (!PaymentPicker.IsNamed(context.State))
        {
            return true;
        }

        if (!context.TryUser(order.UserId, out var user, out action))
        {
            return false;
        }

        var named = PaymentPicker.Matching(context.State, [.. user.PaymentMethods.Values]);
        method = named.Count == 1 ? named[0].Id : method;
        return true;
    }

    private static bool IsOpen(Order order) => order.Status is OrderStatus.Pending or OrderStatus.Delivered;

    private static string Opening(Order order) =>
        order.Status == OrderStatus.Delivered
            ? $"Order **{Markdown.Escape(order.OrderId)}** is delivered, so its items can be exchanged for other variants, once."
            : $"Order **{Markdown.Escape(order.OrderId)}** is pending, so its items can be changed to other variants, once.";

    private static string NeitherAddedNorRemoved(Order order)
    {
        var opening =
            $"Items can be neither added to an order nor taken out of it. Order **{Markdown.Escape(order.OrderId)}** has:\n\n"
            + $"{OrderText.NumberedItems(order.Items)}\n\n";
        return order.Status == OrderStatus.Delivered
            ? $"{opening}What you don't want to keep can be returned. {Questions.OfferReturn}"
            : $"{opening}I can change an item to another variant of the same product, once, or cancel all of the order. What would you "
                + $"like?";
    }

    private static string Impossible(Order order)
    {
        var id = Markdown.Escape(order.OrderId);
        return order.Status switch
        {
            OrderStatus.ItemsModified => $"The items of order **{id}** were changed before, and that is possible only once.",
            OrderStatus.Processed =>
                $"Order **{id}** is being processed, so its items can't be changed now. Once it is delivered, you can exchange them.",
            OrderStatus.Cancelled => $"Order **{id}** was cancelled, so there is nothing to change or exchange.",
            _ => $"Order **{id}** has a request under way ({EnumNames.Of(order.Status)}), so its items can't be exchanged now.",
        };
    }
}
