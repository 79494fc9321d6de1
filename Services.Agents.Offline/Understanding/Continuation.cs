using System.Text.RegularExpressions;
using Services.Agents.Offline.Classification;

namespace Services.Agents.Offline.Understanding;

/// <summary>
/// Decides whether a message goes on with the task before it: as an answer to a question, as a yes to an offer, or as a short follow-up.
/// </summary>
internal static partial class Continuation
{
    private const float TopicSwitchConfidence = 0.6f;
    private const int ShortWords = 7;

    // Words of "and the camera for a slightly lower resolution", which alone is no request.
    private const int MoreWords = 12;

    /// <summary>The intent that a message goes on with, or null when it begins something new.</summary>
    public static string? Of(DialogueState state, Mentions mentions, IntentGuess guess, ExpectedAnswer asked)
    {
        var no = guess.Intent == Intents.Deny && guess.IsSure && !OrderCues.MeansAnother(mentions.Text);
        if (OfferedBy(asked) is { } offered)
        {
            return Accepts(mentions, guess, offered) ? offered : null;
        }

        if (asked == ExpectedAnswer.Nothing)
        {
            var begins = guess.IsSure && guess.Intent != state.Intent && StanceReader.Speaks(mentions.Text, guess.Intent);
            return !begins && IsFollowUp(mentions, guess) && state.Intent != Intents.Unknown && state.Task.Count > 0
                ? FollowUpIntent(state, mentions)
                : null;
        }

        if (state.Task.Count == 0)
        {
            return null;
        }

        if (Answers(mentions, asked))
        {
            return state.Intent;
        }

        if (no)
        {
            return null;
        }

        // Another question instead of a yes is answered, and the proposal is dropped with it.
        var question = DialogueCues.IsQuestion(mentions.Text);
        if (asked == ExpectedAnswer.Consent && (question || guess.Intent == Intents.Unknown) && guess.Intent != state.Intent)
        {
            return null;
        }

        // A word or two answer the question, even if alone they would mean something else.
        if (WordCount(mentions.Text) <= 2 && asked is not (ExpectedAnswer.Consent or ExpectedAnswer.Identity) && !IsSmallTalk(guess))
        {
            return state.Intent;
        }

        var sure = guess.IsSure && (question || guess.Confidence >= TopicSwitchConfidence);
        return sure && !Intents.IsReply(guess.Intent) && !IsNear(guess.Intent, state.Intent) ? null : state.Intent;
    }

    // An answer names a size or a street, and not whether an order is pending or whose the address is.
    private static bool IsNear(string one, string other) =>
        one == other
        || (Intents.IsItemChange(one) && Intents.IsItemChange(other))
        || (one == Intents.ChangeAddress && other == Intents.ChangeOrderAddress)
        || (one == Intents.ChangeOrderAddress && other == Intents.ChangeAddress);

    /// <summary>What an offer leads to when it is taken; null for a question that offers nothing.</summary>
    public static string? OfferedBy(ExpectedAnswer asked) =>
        asked switch
        {
            ExpectedAnswer.OfferedTicket => Intents.CreateTicket,
            ExpectedAnswer.OfferedHuman => Intents.HumanAgent,
            ExpectedAnswer.OfferedCancel => Intents.CancelOrder,
            ExpectedAnswer.OfferedReturn => Intents.ReturnOrder,
            ExpectedAnswer.OfferedExchange => Intents.ExchangeItems,
            _ => null,
        };

    private static bool Accepts(Mentions mentions, IntentGuess guess, string offered)
    {
        if (StanceReader.Read(mentions.Text, offered) is { } stance and not Stance.Wanted)
        {
            return false;
        }

        if (guess is { IsSure: true, Intent: Intents.Affirm } || guess.Intent == offered)
        {
            return true;
        }

        var other = guess.IsSure && guess.Confidence >= TopicSwitchConfidence;
        return (DialogueCues.OpensWithYes(mentions.Text) && !other)
            || (offered is Intents.ReturnOrder or Intents.CancelOrder && DialogueCues.IsEverything(mentions.Text));
    }

    /// <summary>True for a message that has what was asked for.</summary>
    public static bool Answers(Mentions mentions, ExpectedAnswer asked) =>
        asked switch
        {
            ExpectedAnswer.Consent => mentions.Reason is not null && !Retreat().IsMatch(mentions.Text),
            ExpectedAnswer.Order => mentions.OrderIds.Count > 0 || mentions.Ordinal is not null || mentions.Newest,
            ExpectedAnswer.Items or ExpectedAnswer.Variant or ExpectedAnswer.PaymentMethod or ExpectedAnswer.Ticket => mentions.Ordinal
                is not null
                || mentions.Everything,
            ExpectedAnswer.Address => mentions.Address is not null,
            ExpectedAnswer.Identity => mentions.Email is not null || mentions.Zip is not null || mentions.OrderIds.Count > 0,
            ExpectedAnswer.TicketText or ExpectedAnswer.CommentText => WordCount(mentions.Text) > 2 && !DialogueCues.Refuses(mentions.Text),
            _ => false,
        };

    /// <summary>True for words that say nothing alone: a number, "and the second one?", "what about #W…".</summary>
    private static bool IsFollowUp(Mentions mentions, IntentGuess guess)
    {
        if (
            DialogueCues.IsEverything(mentions.Text)
            || (FollowUpOpening().IsMatch(mentions.Text) && WordCount(mentions.Text) <= (guess.IsSure ? ShortWords : MoreWords))
        )
        {
            return true;
        }

        var bare = BareReference().IsMatch(mentions.Text);
        return bare
            || (
                !guess.IsSure
                && guess.Intent != Intents.Unknown
                && WordCount(mentions.Text) <= ShortWords
                && (mentions.OrderIds.Count > 0 || mentions.Ordinal is not null || mentions.Refers || mentions.ByStatus)
            );
    }

    private static string? FollowUpIntent(DialogueState state, Mentions mentions) =>
        state.Intent switch
        {
            Intents.Greeting or Intents.Thanks or Intents.Goodbye or Intents.Capabilities or Intents.Deny or Intents.Affirm => mentions
                .OrderIds
                .Count > 0
                ? Intents.TrackOrder
                : null,
            Intents.ListOrders when mentions.OrderIds.Count > 0 || mentions.Ordinal is not null || mentions.ByStatus =>
                Intents.OrderDetails,
            _ => state.Intent,
        };

    private static bool IsSmallTalk(IntentGuess guess) =>
        guess.IsSure && guess.Intent is Intents.Greeting or Intents.Thanks or Intents.Goodbye or Intents.Capabilities or Intents.HumanAgent;

    private static int WordCount(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    [GeneratedRegex(
        @"\bchanged? my mind\b|\b(?:keep|leave) (?:it|the order)\b|\b(?:no|don'?t|stop|wait)\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Retreat();

    [GeneratedRegex(
        @"^\s*(?:and|what about|how about|also|same for|or)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex FollowUpOpening();

    [GeneratedRegex(
        @"^\s*(?:(?:it'?s|the|order|number|no\.?|nr\.?|this "
            + @"is|here:?)\s+)*(?:#?W?\d{5,9}|(?:first|second|third|fourth|fifth|last)(?:\s+(?:one|order))?|"
            + @"[1-9])\s*[.!?]?\s*(?:please)?[.!]?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex BareReference();
}
