using Services.Agents.Offline.Classification;
using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using Services.Contracts.Json;
using Services.Retail;
using Services.Retail.Tools;
using static Services.Agents.Offline.Classification.Intents;

namespace Services.Agents.Offline.Skills;

/// <summary>Changes where a pending order goes, or how it is paid.</summary>
internal sealed class OrderChangeSkill : ISkill
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Intents { get; } = [ChangeOrderAddress, ChangeOrderPayment];

    /// <inheritdoc/>
    public DialogueAction Next(DialogueContext context)
    {
        if (!OrderFinder.TryFind(context, order => order.IsPending, OrderStatus.Pending, out var order, out var action))
        {
            return action;
        }

        if (!order.IsPending)
        {
            return new ReplyAction(
                $"Order **{Markdown.Escape(order.OrderId)}** is {EnumNames.Of(order.Status)}, so neither its address nor its payment "
                    + $"can be changed: only a pending order's can."
            );
        }

        return context.State.Intent == ChangeOrderAddress ? Address(context, order) : Payment(context, order);
    }

    private static DialogueAction Address(DialogueContext context, Order order)
    {
        var address = context.State.Latest(mentions => mentions.Address) ?? context.State.Address;
        if (address is null && AsksForDefault(context.State))
        {
            if (!context.TryUser(order.UserId, out var user, out var action))
            {
                return action;
            }

            address = user.Address;
        }

        return address is null
            ? new ReplyAction(
                $"Order **{Markdown.Escape(order.OrderId)}** goes to {Markdown.Escape(order.Address.ToSingleLine())} at the moment. Where "
                    + $"should it go instead? {Questions.Address}"
            )
            : AddressArguments.Call(ToolNames.ModifyAddress, ("order_id", order.OrderId), address);
    }

    private static bool AsksForDefault(DialogueState state)
    {
        var words = new WordSet(state.TaskText);
        return words.Has("default") || words.Has("my home address") || words.Has("address on file") || words.Has("account address");
    }

    private static DialogueAction Payment(DialogueContext context, Order order)
    {
        if (!context.TryUser(order.UserId, out var user, out var action))
        {
            return action;
        }

        var current = order.PaymentHistory[^1].PaymentMethodId;
        var others = user.PaymentMethods.Values.Where(method => method.Id != current).ToList();
        if (others.Count == 0)
        {
            return new ReplyAction(
                $"The {PaymentText.Method(current, user)} is the only payment method on the account, so there is nothing to change to."
            );
        }

        var named = PaymentPicker.Matching(context.State, others);
        var isCardWritten = context.State.TaskText.Contains("[card_", StringComparison.Ordinal);
        if (named.Count == 1 && !isCardWritten)
        {
            return CallToolsAction.Single(ToolNames.ModifyPayment, ("order_id", order.OrderId), ("payment_method_id", named[0].Id));
        }

        var list = string.Join('\n', named.Select((method, i) => $"{i + 1}. {AccountText.Method(method)}"));
        var note = isCardWritten ? "I can't use a card whose number is written in a chat, only what is on file for the account. " : "";
        return new ReplyAction(
            $"{note}Order **{Markdown.Escape(order.OrderId)}** is paid with the {PaymentText.Method(current, user)}. These could be used "
                + $"instead:\n\n{list}\n\n{Questions.PaymentMethod}"
        );
    }
}
