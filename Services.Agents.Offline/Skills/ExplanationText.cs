using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using Services.Contracts.Json;
using static Services.Agents.Offline.Classification.Intents;

namespace Services.Agents.Offline.Skills;

/// <summary>Answers "why?": what a proposal rests on, or what a question is asked for.</summary>
internal static class ExplanationText
{
    private const string Consent = "I ask because I change nothing without your yes.";

    public static string For(DialogueState state, ExpectedAnswer asked) =>
        asked switch
        {
            ExpectedAnswer.Consent => $"{Proposal(state)} {Consent}",
            ExpectedAnswer.Identity => "I ask so that your data is shown to nobody but you.",
            ExpectedAnswer.Order => "I ask because more than one order fits, and I don't want to pick the wrong one.",
            ExpectedAnswer.Items or ExpectedAnswer.Variant or ExpectedAnswer.Product =>
                "I ask because more than one thing fits, and I don't want to pick the wrong one.",
            ExpectedAnswer.Address => "I ask because I need the whole address to enter it.",
            ExpectedAnswer.PaymentMethod => "I ask because several of your payment methods would do.",
            ExpectedAnswer.TicketText or ExpectedAnswer.CommentText => "I ask so that our support team reads it in your words.",
            ExpectedAnswer.OfferedTicket => "I offer it because our support team can look into this, and I can't.",
            ExpectedAnswer.OfferedHuman => "I offer it because this is beyond what I can do.",
            _ => Rule(state.Intent),
        };

    private static string Proposal(DialogueState state) =>
        state.Intent switch
        {
            CancelOrder => state.Latest(mentions => mentions.Reason) is { } named
                ? $"The shop records a reason for every cancellation, and I understood yours as "
                    + $"**{EnumNames.Of(named)}**. {Rule(state.Intent)}"
                : $"You asked me to cancel it. The shop records one of two reasons, no longer needed or ordered by mistake; you "
                    + $"gave none, so I noted **{EnumNames.Of(CancelSkill.AssumedReason)}**. {Rule(state.Intent)}",
            HumanAgent or CreateTicket or CommentTicket => "Our support team works from what is written there.",
            _ => $"That is how I understood your request. {Rule(state.Intent)}",
        };

    private static string Rule(string intent) =>
        intent switch
        {
            CancelOrder =>
                "Only pending orders can be cancelled, and a cancellation can't be undone; every payment goes back to where it came from.",
            ReturnOrder => "Only delivered orders can be returned; the refund goes to the method that paid, or to one of your gift cards.",
            ExchangeItems or ChangeOrder =>
                "Items of a delivered order can be exchanged, and those of a pending order changed, for other variants of the "
                    + "same product, once for an order.",
            ChangeOrderAddress or ChangeOrderPayment =>
                "Only a pending order's address and payment can be changed, because later ones are on their way already.",
            GetRefund or TrackRefund or RefundPolicy => PaymentText.RefundTimes,
            _ => "I go by what the shop's records say, and I can see no more than they do.",
        };
}
