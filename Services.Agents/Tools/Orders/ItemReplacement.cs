using Services.Retail;

namespace Services.Agents.Tools.Orders;

/// <summary>Items of an order that are to become other variants of the same products.</summary>
/// <param name="Lines">Each item with what it becomes, in the order given.</param>
/// <param name="PriceDifference">New prices less old ones, USD.</param>
internal sealed record ItemReplacement(IReadOnlyList<(OrderItem Item, Variant Variant)> Lines, decimal PriceDifference)
{
    /// <summary>
    /// The refusal's sentence if some item is listed more often than it is in the order, or none is listed; otherwise null.
    /// </summary>
    public static string? CheckListed(Order order, IReadOnlyList<string> itemIds)
    {
        if (itemIds.Count == 0)
        {
            return "At least one item has to be named.";
        }

        var missing = itemIds
            .GroupBy(id => id, StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() > order.Items.Count(item => item.ItemId == group.Key));
        return missing is null ? null
            : order.Items.Any(item => item.ItemId == missing.Key)
                ? $"Item {missing.Key} is listed more often than it is in order {order.OrderId}."
            : $"Item {missing.Key} is not in order {order.OrderId}.";
    }

    /// <summary>Pairs items with variants; null and a sentence when that is refused.</summary>
    public static (ItemReplacement? Swap, string? Refusal) Create(
        Order order,
        IReadOnlyDictionary<string, Product> products,
        IReadOnlyList<string> itemIds,
        IReadOnlyList<string> newItemIds,
        bool sameVariantAllowed
    )
    {
        if (CheckListed(order, itemIds) is { } refusal)
        {
            return (null, refusal);
        }

        if (itemIds.Count != newItemIds.Count)
        {
            return (null, "There have to be as many new items as items to be changed.");
        }

        List<(OrderItem, Variant)> lines = [];
        var difference = 0m;
        foreach (var (itemId, newItemId) in itemIds.Zip(newItemIds))
        {
            if (!sameVariantAllowed && itemId == newItemId)
            {
                return (null, $"The new item has to be another one than {itemId}.");
            }

            var item = order.Items.First(candidate => candidate.ItemId == itemId);
            if (products.GetValueOrDefault(item.ProductId)?.Variants.GetValueOrDefault(newItemId) is not { } variant)
            {
                return (null, $"Item {newItemId} is no {item.Name}; an item can only become another one of the same product.");
            }

            if (!variant.Available)
            {
                return (null, $"Item {newItemId} is not available.");
            }

            lines.Add((item, variant));
            difference = Money.Round(difference + Money.Round(variant.Price - item.Price));
        }

        return (new ItemReplacement(lines, difference), null);
    }

    /// <summary>
    /// The refusal's sentence if the method is not the user's, or is a gift card that does not cover an amount; otherwise null.
    /// </summary>
    public static string? CheckCovers(User user, string paymentMethodId, decimal amount) =>
        user.PaymentMethods.GetValueOrDefault(paymentMethodId) switch
        {
            null => $"{paymentMethodId} is no payment method of this customer.",
            { IsGiftCard: true } card when (card.Balance ?? 0) < amount =>
                $"The gift card's balance of {Money.Format(card.Balance ?? 0)} does not cover {Money.Format(amount)}.",
            _ => null,
        };

    /// <summary>The order's items after the swap: each item taken once, in the order of the lines.</summary>
    public IReadOnlyList<OrderItem> Apply(IReadOnlyList<OrderItem> items)
    {
        var changed = items.ToList();
        foreach (var (item, variant) in Lines)
        {
            var index = changed.FindIndex(candidate => candidate.ItemId == item.ItemId);
            changed[index] = changed[index] with { ItemId = variant.ItemId, Price = variant.Price, Options = variant.Options };
        }

        return changed;
    }

    /// <summary>For example <c>the T-Shirt (blue, M) for the T-Shirt (red, L)</c>.</summary>
    public string Describe(string between) =>
        EnglishList.Join(
            Lines.Select(line =>
                $"the {line.Item.Name} ({StatementText.Options(line.Item.Options)}) "
                + $"{between} ({StatementText.Options(line.Variant.Options)})"
            )
        );
}
