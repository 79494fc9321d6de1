using Services.Agents.Offline.Classification;
using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
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
    public Step Next(DialogueContext context)
    {
        if (!OrderFinder.TryFind(context, order => order.IsPending, OrderStatuses.Pending, out var order, out var step))
        {
            return step;
        }

        if (!order.IsPending)
        {
            return new Say(
                $"Order **{Plain.Text(order.OrderId)}** is {Plain.Text(order.Status)}, so neither its address nor its payment "
                    + $"can be changed: only a pending order's can."
            );
        }

        return context.State.Intent == ChangeOrderAddress ? Address(context, order) : Payment(context, order);
    }

    private static Step Address(DialogueContext context, Order order)
    {
        var address = context.State.Latest(mentions => mentions.Address);
        if (address is null && AsksForDefault(context.State))
        {
            if (!context.TryUser(order.UserId, out var user, out var step))
            {
                return step;
            }

            address = user.Address;
        }

        return address is null
            ? new Say(
                $"Order **{Plain.Text(order.OrderId)}** goes to {Plain.Text(order.Address.OnOneLine())} at the moment. Where "
                    + $"should it go instead? {Questions.Address}"
            )
            : AddressArguments.Call(ToolNames.ModifyAddress, ("order_id", order.OrderId), address);
    }

    private static bool AsksForDefault(DialogueState state)
    {
        var words = new WordSet(state.TaskText);
        return words.Has("default") || words.Has("my home address") || words.Has("address on file") || words.Has("account address");
    }

    private static Step Payment(DialogueContext context, Order order)
    {
        if (!context.TryUser(order.UserId, out var user, out var step))
        {
            return step;
        }

        var current = order.PaymentHistory[^1].PaymentMethodId;
        var others = user.PaymentMethods.Values.Where(method => method.Id != current).ToList();
        if (others.Count == 0)
        {
            return new Say(
                $"The {PaymentText.Method(current, user)} is the only payment method on the account, so there is nothing to change to."
            );
        }

        var named = PaymentPicker.Matching(context.State, others);
        if (named.Count == 1)
        {
            return Use.One(ToolNames.ModifyPayment, ("order_id", order.OrderId), ("payment_method_id", named[0].Id));
        }

        var list = string.Join('\n', named.Select((method, i) => $"{i + 1}. {AccountText.Method(method)}"));
        return new Say(
            $"Order **{Plain.Text(order.OrderId)}** is paid with the {PaymentText.Method(current, user)}. These could be used "
                + $"instead:\n\n{list}\n\n{Questions.PaymentMethod}"
        );
    }
}
