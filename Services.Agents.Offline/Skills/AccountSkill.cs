using Services.Agents.Offline.Classification;
using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using Services.Contracts.Agents;
using Services.Retail.Tools;
using static Services.Agents.Offline.Classification.Intents;

namespace Services.Agents.Offline.Skills;

/// <summary>The customer's own data: what is on file, the default address, payment methods.</summary>
internal sealed class AccountSkill : ISkill
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Intents { get; } = Classification.Intents.Of(AgentNames.Customer);

    /// <inheritdoc/>
    public DialogueAction Next(DialogueContext context) =>
        context.State.Intent switch
        {
            AccountDetails or PaymentMethods or ChangeAddress => OwnData(context),
            EditAccount => new ReplyAction(
                $"Your default address is what I can change; names, e-mail addresses, phone numbers and payment methods are "
                    + $"changed by our staff. {Questions.OfferHuman}"
            ),
            RecoverPassword => new ReplyAction($"I can't reset passwords or PINs from here. {Questions.OfferHuman}"),
            DeleteAccount => new ReplyAction($"Closing an account is something only our staff can do. {Questions.OfferHuman}"),
            Newsletter => new ReplyAction($"I don't manage newsletter subscriptions. {Questions.OfferHuman}"),
            _ => new ReplyAction($"I can't open, switch or repair accounts from here. {Questions.OfferHuman}"),
        };

    private static DialogueAction OwnData(DialogueContext context)
    {
        if (!CustomerFinder.TryFind(context, out var user, out var action))
        {
            return action;
        }

        var whose = context.Caller.IsStaff ? "on file for this customer" : "on file for you";
        switch (context.State.Intent)
        {
            case AccountDetails:
                return new ReplyAction($"This is {whose}:\n\n{AccountText.Profile(user)}");
            case PaymentMethods:
                return new ReplyAction($"These payment methods are {whose}:\n\n{AccountText.Methods(user)}");
            default:
                return (context.State.Latest(mentions => mentions.Address) ?? context.State.Address) is { } address
                    ? AddressArguments.Call(ToolNames.ModifyUserAddress, ("user_id", user.UserId), address)
                    : new ReplyAction(
                        $"The default address is {Markdown.Escape(user.Address.ToSingleLine())} at the moment. {Questions.Address}"
                    );
        }
    }
}
