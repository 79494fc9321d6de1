using System.Text.Json;
using Services.Agents.Offline.History;
using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using Services.Retail;
using Services.Retail.Tools;

namespace Services.Agents.Offline.Skills;

/// <summary>
/// "Yes, but …": a message that changes something of what was proposed makes a new proposal of it, with everything else as it was. What was
/// proposed is on record; nothing of it is read from words again.
/// </summary>
internal static class Amendment
{
    private const string WhatElse = "I've dropped what I proposed; nothing of it was done. What should be different about it?";

    /// <summary>The next action for an amended proposal; null when the message amends none.</summary>
    public static DialogueAction? For(DialogueContext context)
    {
        if (
            context.State.Dropped is not { } dropped
            || context.State.AsksWhy is not null
            || !context.Tools.Contains(dropped.Name)
            || context.HasWritten
        )
        {
            return null;
        }

        return dropped.Name switch
        {
            ToolNames.ModifyAddress => OfAddress(context, dropped, "order_id"),
            ToolNames.ModifyUserAddress => OfAddress(context, dropped, "user_id"),
            ToolNames.ReturnItems => OfItems(context, dropped) ?? OfPayment(context, dropped),
            ToolNames.ModifyPayment => OfPayment(context, dropped),
            ToolNames.ExchangeItems or ToolNames.ModifyItems => OfPayment(context, dropped) ?? OfVariant(context, dropped),
            _ => null,
        };
    }

    /// <summary>
    /// "Ok then, return it", after the answer to another question: what was proposed before is proposed again; null when the message asks
    /// for nothing of the kind, or says itself what is meant.
    /// </summary>
    public static DialogueAction? Again(DialogueContext context)
    {
        var state = context.State;
        return
            state is { Dropped: null, Shelved: { } shelved, Stance: Stance.Wanted, Also.Count: 0 }
            && context.Tools.Contains(shelved.Name)
            && !context.HasWritten
            && state.Last is { OrderIds.Count: 0, Ordinal: null, Address: null, ItemPhrase: null, ByStatus: false, Newest: false }
            && (
                StanceAnswer.ToolOf(state.Intent) == shelved.Name
                    ? state.Last.Refers
                    : state.Intent == Classification.Intents.Affirm && !shelved.IsDeclined
            )
            ? With(shelved)
            : null;
    }

    /// <summary>
    /// The action, unless it proposes exactly what the customer did not agree to: who writes something else instead of a yes is not asked
    /// the same again.
    /// </summary>
    public static DialogueAction Check(DialogueContext context, DialogueAction action)
    {
        var repeats =
            context.State is { Dropped: { } dropped, AsksWhy: null }
            && action is CallToolsAction calling
            && calling.Calls.Any(call => call.Tool == dropped.Name && call.Arguments.All(argument => IsSame(dropped, argument)))
            && !context.Agrees
            && !AsksAgain(context);
        return repeats ? new ReplyAction(WhatElse) : action;
    }

    /// <summary>Who asks for the same once more is proposed it once more.</summary>
    private static bool AsksAgain(DialogueContext context) =>
        context.State.Stance == Stance.Wanted && StanceReader.Read(context.Last.Text, context.State.Intent) == Stance.Wanted;

    private static CallToolsAction? OfAddress(DialogueContext context, CompletedToolCall dropped, string subject) =>
        AddressAmendment.Apply(context.State.Last.Text, Proposal.AddressOf(dropped)) is { } changed
            ? AddressArguments.Call(dropped.Name, (subject, dropped.Argument(subject)), changed)
            : null;

    /// <summary>More of the order's items, fewer, or those only; null when the message names none of them.</summary>
    private static DialogueAction? OfItems(DialogueContext context, CompletedToolCall dropped)
    {
        var text = context.Last.Text;
        if (!ItemCues.ChangesItems(text) || List(dropped, "item_ids") is not { } proposed)
        {
            return null;
        }

        if (!context.TryOrder(dropped.Argument("order_id"), out var order, out var action))
        {
            return action;
        }

        var scope = ItemScope.Of(text);
        var named = Named(order, scope.Meant);
        var leftOut = Named(order, scope.LeftOut);
        IEnumerable<string> changed = ItemCues.SaysOnly(text) && named.Count > 0 ? named : proposed.Union(named);
        string[] items = [.. changed.Except(leftOut)];
        return named.Count + leftOut.Count == 0 || items.Length == 0 || items.SequenceEqual(proposed)
            ? null
            : With(dropped, ("item_ids", items));
    }

    private static List<string> Named(Order order, string text)
    {
        var words = new WordSet(text);
        return text.Length == 0 ? [] : [.. order.Items.Where(words.Names).Select(static item => item.ItemId)];
    }

    private static DialogueAction? OfPayment(DialogueContext context, CompletedToolCall dropped)
    {
        var alone = context.State with { Task = [context.State.Last] };
        var other = OrderCues.WantsOtherMethod(context.Last.Text);
        if (!other && !PaymentPicker.IsNamed(alone))
        {
            return null;
        }

        if (!context.TryOrder(dropped.Argument("order_id"), out var order, out var action))
        {
            return action;
        }

        if (!context.TryUser(order.UserId, out var user, out action))
        {
            return action;
        }

        var all = user.PaymentMethods.Values.ToList();
        var named = PaymentPicker.Matching(alone, all);
        if (other)
        {
            named =
            [
                .. named.Where(method => method.Source == PaymentSource.CreditCard && method.Id != dropped.Argument("payment_method_id")),
            ];
            named = named.Count == 0 ? all : named;
        }
        return named.Count switch
        {
            1 => With(dropped, ("payment_method_id", named[0].Id)),
            _ when named.Count == all.Count => new ReplyAction(
                $"{StandardReplies.ProposalDropped} There is no such payment method on the account. These are on file:\n\n"
                    + $"{AccountText.Methods(user)}\n\n{Questions.PaymentMethod}"
            ),
            _ => new ReplyAction($"There are several such methods:\n\n{AccountText.Methods(user)}\n\n{Questions.PaymentMethod}"),
        };
    }

    /// <summary>One item alone: which of several is meant would be a guess.</summary>
    private static DialogueAction? OfVariant(DialogueContext context, CompletedToolCall dropped)
    {
        if (List(dropped, "item_ids") is not [var old] || List(dropped, "new_item_ids") is not [var proposed])
        {
            return null;
        }

        if (!context.TryOrder(dropped.Argument("order_id"), out var order, out var action))
        {
            return action;
        }

        if (order.Items.FirstOrDefault(candidate => candidate.ItemId == old) is not { } item)
        {
            return null;
        }

        if (!context.TryProduct(item.ProductId, out var product, out action))
        {
            return action;
        }

        if (!product.Variants.TryGetValue(proposed, out var variant))
        {
            return null;
        }

        var words = new WordSet(context.State.Last.Text);
        var wishes = product
            .Variants.Values.SelectMany(candidate => candidate.Options)
            .Where(option => words.Has(option.Value))
            .DistinctBy(option => option.Key)
            .ToDictionary(option => option.Key, option => option.Value);
        if (wishes.Count == 0)
        {
            return null;
        }

        var wanted = product.Variants.Values.FirstOrDefault(candidate =>
            candidate.Available
            && candidate.ItemId != old
            && candidate.Options.All(option => option.Value == wishes.GetValueOrDefault(option.Key, variant.Options[option.Key]))
        );
        return wanted is not null
            ? With(dropped, ("new_item_ids", new[] { wanted.ItemId }))
            : new ReplyAction(
                $"{StandardReplies.ProposalDropped} There is no such variant of the {Markdown.Escape(item.Name)} available, with the rest "
                    + $"as I proposed it. {Questions.WhichVariant}"
            );
    }

    private static CallToolsAction With(CompletedToolCall dropped, params ReadOnlySpan<(string Name, object Value)> changes)
    {
        var arguments = dropped.Arguments.ToDictionary(
            argument => argument.Key,
            object (argument) => List(dropped, argument.Key) is { } list ? list : argument.Value,
            StringComparer.Ordinal
        );
        foreach (var (name, value) in changes)
        {
            arguments[name] = value;
        }

        return new CallToolsAction([new ToolRequest(dropped.Name, arguments)]);
    }

    /// <summary>
    /// "Also change the keyboard": one more item of the order that a proposal was about is proposed with it, since an order's items are
    /// changed or sent back once.
    /// </summary>
    public static DialogueAction Merge(DialogueContext context, DialogueAction action)
    {
        if (
            context.State.Dropped is not { } dropped
            || !ItemCues.ChangesItems(context.Last.Text)
            || action is not CallToolsAction { Calls: [var call] }
            || call.Tool != dropped.Name
            || call.Arguments.GetValueOrDefault("order_id") as string != dropped.Argument("order_id")
            || call.Arguments.GetValueOrDefault("item_ids") is not string[] added
            || List(dropped, "item_ids") is not { } proposed
            || added.Intersect(proposed).Any()
        )
        {
            return action;
        }

        var items = ("item_ids", (object)new[] { proposed, added }.SelectMany(static ids => ids).ToArray());
        return call.Arguments.GetValueOrDefault("new_item_ids") is string[] wanted && List(dropped, "new_item_ids") is { } before
            ? With(dropped, items, ("new_item_ids", new[] { before, wanted }.SelectMany(static ids => ids).ToArray()))
            : With(dropped, items);
    }

    private static bool IsSame(CompletedToolCall dropped, KeyValuePair<string, object> argument) =>
        argument.Value is string[] list
            ? List(dropped, argument.Key) is { } proposed && proposed.SequenceEqual(list)
            : dropped.Argument(argument.Key) == argument.Value.ToString();

    /// <summary>A list among the arguments; null for anything else.</summary>
    private static string[]? List(CompletedToolCall dropped, string name)
    {
        if (!dropped.Argument(name).StartsWith('['))
        {
            return null;
        }

        try
        {
            using var list = JsonDocument.Parse(dropped.Argument(name));
            return [.. list.RootElement.EnumerateArray().Select(static element => element.ToString())];
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
