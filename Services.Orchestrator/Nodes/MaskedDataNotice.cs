using Services.Contracts.Turns;
using Services.Conversations.Vault;

namespace Services.Orchestrator.Nodes;

/// <summary>
/// What the platform itself says when a customer has sent what nobody here should have: a card, an account, a number that identifies them.
/// It was masked before it was stored; the customer is asked not to send such things.
/// </summary>
internal static class MaskedDataNotice
{
    private const string Text =
        "Please do not send card, account or identity numbers here: they are not needed. Yours was masked before anybody could read it.";

    /// <summary>The sentences; null where there is nothing to say, or the reply did not come to its end.</summary>
    public static string? Of(TurnMessage message, TurnOutcome outcome, bool hasText) =>
        message is TurnRequested { Content: var said }
        && outcome is TurnOutcome.Completed or TurnOutcome.AwaitingApproval
        && PersonalDataKinds.StandForSecrets(said)
            ? (hasText ? "\n\n" : "") + Text
            : null;
}
