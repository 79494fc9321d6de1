using System.Diagnostics.CodeAnalysis;
using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using Services.Contracts.Json;
using Services.Retail;
using Services.Retail.Tools;

namespace Services.Agents.Offline.Skills;

/// <summary>
/// Finds the order that is meant: by number, by place in the last list, as the newest, as the one spoken of, or by what is in it.
/// </summary>
internal static class OrderFinder
{
    /// <summary>How many orders are looked through, newest first.</summary>
    public const int MaxOrders = 20;

    // Orders that one question is answered about.
    private const int MaxNamed = 5;

    /// <summary>The order, or the action that finds out.</summary>
    /// <param name="context">The conversation.</param>
    /// <param name="fits">Which orders the request can be about at all; breaks ties when no order is named.</param>
    /// <param name="kind">The status by which such orders are called; null when they have no name.</param>
    /// <param name="order">The order.</param>
    /// <param name="action">What to do instead.</param>
    public static bool TryFind(
        DialogueContext context,
        Func<Order, bool> fits,
        OrderStatus? kind,
        [NotNullWhen(true)] out Order? order,
        [NotNullWhen(false)] out DialogueAction? action
    )
    {
        order = null;
        var words = new WordSet(context.State.TaskText);
        var wanted = OrderWords.Narrow(context.State.Task.Select(static mentions => mentions.Text), fits);
        var another = OrderCues.MeansAnother(context.Last.Text);
        if (!another && Named(context.State) is { } orderId)
        {
            return context.TryOrder(orderId, out order, out action);
        }

        var newest = context.State.Task.Any(mentions => mentions.Newest);
        if (!newest && !another && context.State.FocusOrder is { } focus)
        {
            if (!context.TryOrder(focus, out order, out action))
            {
                return false;
            }

            if (IsMeant(context.State, order, words, wanted))
            {
                return true;
            }

            order = null;
        }

        if (!TryAll(context, out var all, out action))
        {
            return false;
        }

        if (another && context.State.FocusOrder is { } spokenOf)
        {
            wanted = OrderWords.Except(wanted, spokenOf);
        }

        if (newest && !another)
        {
            order = all[0];
        }
        else
        {
            order = Choose(context.State, words, all, wanted, kind, out action);
        }

        return order is not null;
    }

    /// <summary>
    /// The orders that a question names, or those that were just told where it says "both" or "them"; null for a question about one.
    /// </summary>
    public static IReadOnlyList<string>? SeveralIn(DialogueState state) =>
        state.Last.OrderIds.Count > 1 ? [.. state.Last.OrderIds.Take(MaxNamed)]
        : state.Last is { OrderIds.Count: 0, RefersToSeveral: true }
        && state.ListedOrders.Count is > 1 and <= MaxNamed
        && state.FocusOrder is null
            ? state.ListedOrders
        : null;

    /// <summary>The orders with these numbers, or the action that gets them.</summary>
    public static bool TryEach(
        DialogueContext context,
        IReadOnlyList<string> ids,
        [NotNullWhen(true)] out IReadOnlyList<Order>? orders,
        [NotNullWhen(false)] out DialogueAction? action
    )
    {
        orders = null;
        var missing = ids.Where(id => context.Fact(ToolNames.GetOrderDetails, ("order_id", id)) is null).ToList();
        if (missing.Count > 1)
        {
            action = new CallToolsAction([.. missing.Select(id => ToolRequest.Of(ToolNames.GetOrderDetails, ("order_id", id)))]);
            return false;
        }

        List<Order> found = [];
        foreach (var id in ids)
        {
            if (!context.TryOrder(id, out var order, out action))
            {
                return false;
            }

            found.Add(order);
        }

        (orders, action) = (found, null);
        return true;
    }

    /// <summary>True when an order has what the request names, or the request names nothing.</summary>
    public static bool HasItem(Order order, string? thing) =>
        thing is null
        || (new WordSet(thing) is var words && order.Items.Any(item => words.Names(item) || words.CountOptions(item.Options) > 0));

    private static bool IsMeant(DialogueState state, Order spokenOf, WordSet words, Func<Order, bool> wanted) =>
        HasItem(spokenOf, state.ItemPhrase)
        && !OrderFilter.In(state.TaskText).Narrows
        && (wanted(spokenOf) || !OrderWords.PointElsewhere(words, spokenOf));

    /// <summary>
    /// All orders of the customer, newest first and at most <see cref="MaxOrders"/>, or the action that gets them; where the request names
    /// an amount that cannot be read for sure, the question about it.
    /// </summary>
    public static bool TryAll(
        DialogueContext context,
        [NotNullWhen(true)] out IReadOnlyList<Order>? orders,
        [NotNullWhen(false)] out DialogueAction? action
    )
    {
        orders = null;
        if (OrderFilter.In(context.State.TaskText).Question is { } question)
        {
            action = new ReplyAction(question);
            return false;
        }

        if (!CustomerFinder.TryFind(context, out var user, out action))
        {
            return false;
        }

        if (user.Orders.Count == 0)
        {
            action = new ReplyAction("There are no orders on this account yet.");
            return false;
        }

        var ids = user.Orders.Reverse().Take(MaxOrders).ToList();
        var missing = ids.Where(id => context.Fact(ToolNames.GetOrderDetails, ("order_id", id)) is null).ToList();
        if (missing.Count > 0)
        {
            action = new CallToolsAction([.. missing.Select(id => ToolRequest.Of(ToolNames.GetOrderDetails, ("order_id", id)))]);
            return false;
        }

        var found = new List<Order>();
        foreach (var id in ids)
        {
            if (context.TryOrder(id, out var order, out action))
            {
                found.Add(order);
            }
        }

        orders = found.Count > 0 ? found : null;
        action = orders is null ? new ReplyAction(StandardReplies.LookupFailed) : null;
        return orders is not null;
    }

    private static string? Named(DialogueState state)
    {
        foreach (var mentions in state.Task.Reverse())
        {
            if (mentions.OrderIds.Count > 0)
            {
                return mentions.OrderIds[0];
            }

            var picks = mentions.Answering is ExpectedAnswer.Order or ExpectedAnswer.Nothing;
            if (picks && mentions is { Ordinal: { } ordinal, Newest: false, OrdinalOfItem: false } && state.ListedOrders.Count > 0)
            {
                return ordinal < 0 ? state.ListedOrders[^1] : state.ListedOrders.ElementAtOrDefault(ordinal);
            }
        }

        return null;
    }

    private static Order? Choose(
        DialogueState state,
        WordSet words,
        IReadOnlyList<Order> all,
        Func<Order, bool> fits,
        OrderStatus? kind,
        out DialogueAction action
    )
    {
        var filter = OrderFilter.In(state.TaskText);
        var named = NamedLast(state, all);
        if (named.Count == 0)
        {
            named = [.. all.Where(order => state.ItemPhrase is not null && HasItem(order, state.ItemPhrase))];
        }

        named = Sharpest(named, state, words);
        var unknown = named.Count == 0 ? state.ItemPhrase : null;
        var fitting = (
            named.Count > 0 ? named
            : unknown is null ? all
            : []
        ).Where(fits).ToList();
        if (fitting.Count == 0 && named.Count == 1)
        {
            fitting = named;
        }

        if (filter.Narrows)
        {
            fitting = [.. filter.Apply(filter.Extreme != 0 && named.Count == 0 ? all : fitting)];
        }

        action =
            fitting.Count == 0
                ? new ReplyAction(
                    $"I found no {Name(kind)}order "
                        + $"{(unknown is null ? "for that" : $"with \"{Markdown.Escape(unknown)}\" in it")}. These are your latest "
                        + $"orders:\n\n{OrderText.Numbered(all)}"
                )
                : new ReplyAction($"{Question(fitting.Count, kind)}\n\n{OrderText.Numbered(fitting)}\n\n{Questions.WhichOrder}");

        // Of "both of them" the newest comes first: changes are made one at a time.
        return fitting.Count == 1 || (fitting.Count > 1 && state.Task.Any(mentions => mentions.Everything)) ? fitting[0] : null;
    }

    /// <summary>The orders with something that the newest message names of all that name something.</summary>
    private static List<Order> NamedLast(DialogueState state, IReadOnlyList<Order> all) =>
        state
            .Task.Reverse()
            .Select(static mentions => new WordSet(mentions.Text))
            .Select(words => all.Where(order => order.Items.Any(words.Names)).ToList())
            .FirstOrDefault(static orders => orders.Count > 0)
        ?? [];

    /// <summary>
    /// Of several orders with something that is named those that have most of it; of those, what an answer to the question says of it.
    /// </summary>
    private static List<Order> Sharpest(List<Order> named, DialogueState state, WordSet words)
    {
        if (named.Count < 2)
        {
            return named;
        }

        var most = named.Max(Products);
        var best = named.Where(order => Products(order) == most).ToList();
        if (state.Last.Answering != ExpectedAnswer.Order)
        {
            return best;
        }

        var answer = new WordSet(state.Last.Text);
        var options = best.Max(Options);
        return options == 0 ? best : [.. best.Where(order => Options(order) == options)];

        int Products(Order order) => order.Items.Where(words.Names).Select(static item => item.ProductId).Distinct().Count();
        int Options(Order order) =>
            order.Items.Where(words.Names).Select(item => answer.CountOptions(item.Options)).DefaultIfEmpty(0).Max();
    }

    private static string Question(int count, OrderStatus? kind) => $"There are {count} {Name(kind)}orders:";

    private static string Name(OrderStatus? kind) => kind is { } status ? EnumNames.Of(status) + " " : "";
}
