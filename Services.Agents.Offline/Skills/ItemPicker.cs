using System.Diagnostics.CodeAnalysis;
using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using Services.Retail;

namespace Services.Agents.Offline.Skills;

/// <summary>Finds the items of an order that a request is about.</summary>
internal static class ItemPicker
{
    /// <summary>The items, or the question which.</summary>
    /// <param name="state">The dialogue.</param>
    /// <param name="order">The order.</param>
    /// <param name="texts">The texts that may name them, oldest first.</param>
    /// <param name="verb">What is to be done, for example <c>return</c>.</param>
    /// <param name="items">The items.</param>
    /// <param name="action">What to ask instead.</param>
    public static bool TryPick(
        DialogueState state,
        Order order,
        IReadOnlyList<string> texts,
        string verb,
        [NotNullWhen(true)] out IReadOnlyList<OrderItem>? items,
        [NotNullWhen(false)] out DialogueAction? action
    )
    {
        action = null;
        items = Named(state, order, texts);
        if (items.Count > 0)
        {
            return true;
        }

        items = null;
        var missing = OrderFinder.HasItem(order, state.ItemPhrase)
            ? ""
            : $"There is no \"{Markdown.Escape(state.ItemPhrase)}\" in this order. ";
        action = new ReplyAction(
            $"{missing}These items of order **{Markdown.Escape(order.OrderId)}** you can "
                + $"{verb}:\n\n{OrderText.NumberedItems(order.Items)}\n\n{Questions.WhichItems}"
        );
        return false;
    }

    private static IReadOnlyList<OrderItem> Named(DialogueState state, Order order, IReadOnlyList<string> texts)
    {
        var scopes = texts.Select(ItemScope.Of).ToList();
        var kept = Kept(order, scopes);
        if (
            (order.Items.Count == 1 && OrderFinder.HasItem(order, state.ItemPhrase))
            || state.Task.Any(static mentions => mentions.Everything && !OrderCues.MeansAllOrders(mentions.Text))
        )
        {
            return [.. order.Items.Except(kept)];
        }

        var chosen = state
            .Task.Where(mentions => mentions.OrdinalOfItem || mentions.Answering == ExpectedAnswer.Items)
            .Select(mentions => mentions.Ordinal)
            .LastOrDefault(place => place is not null);
        if (chosen is { } ordinal && (ordinal < 0 ? order.Items[^1] : order.Items.ElementAtOrDefault(ordinal)) is { } placed)
        {
            return [placed];
        }

        // The newest text that names an item counts: it answers the question.
        foreach (var scope in Enumerable.Reverse(scopes))
        {
            var words = new WordSet(scope.Meant);
            var named = order.Items.Where(words.Names).Except(kept).ToList();
            var pool = named.Count > 0 ? named : [.. order.Items.Except(kept)];
            if (pool.Count == 0)
            {
                continue;
            }

            var best = pool.Max(item => words.CountOptions(item.Options));
            if (best == 0 && named.Count == 0)
            {
                continue;
            }

            // "The blue bottle" means one of two bottles; "the lamp and the bottle" means both.
            return
            [
                .. named.Count > 0
                    ? named.GroupBy(item => item.ProductId).SelectMany(same => Sharpest(same, words))
                    : pool.Where(item => words.CountOptions(item.Options) == best),
            ];
        }

        return [];
    }

    /// <summary>The items that are left out; of two alike the one whose options are named.</summary>
    private static List<OrderItem> Kept(Order order, List<ItemScope> scopes) =>
        [
            .. scopes
                .Where(static scope => scope.LeftOut.Length > 0)
                .SelectMany(scope =>
                {
                    var words = new WordSet(scope.LeftOut);
                    var named = order.Items.Where(words.Names).ToList();
                    return named.GroupBy(item => item.ProductId).SelectMany(same => Sharpest(same, words));
                }),
        ];

    private static IEnumerable<OrderItem> Sharpest(IEnumerable<OrderItem> same, WordSet words)
    {
        var all = same.ToList();
        var best = all.Max(item => words.CountOptions(item.Options));
        return all.Where(item => words.CountOptions(item.Options) == best);
    }
}
