using System.Text.RegularExpressions;
using Services.Agents.Offline.Classification;

namespace Services.Agents.Offline.Understanding;

/// <summary>
/// Reads whether a change is asked for, refused, asked about or reported: from the words before its verb and the verb's form. What the
/// classifier takes for a cancellation is one only when its verb stands there in a request.
/// </summary>
internal static partial class StanceReader
{
    // Characters before a verb in which negations and questions about it stand.
    private const int Reach = 90;

    // Mentions of the verb that are looked at.
    private const int MaxVerbs = 6;

    /// <summary>
    /// How a text stands to the change that an intent makes. Where the verb of a change that cannot be taken back is missing, only the
    /// reason for one is told.
    /// </summary>
    public static Stance Of(string text, string intent) =>
        Read(text, intent)
        ?? (intent is Intents.CancelOrder or Intents.ReturnOrder or Intents.ExchangeItems ? Stance.Unsure : Stance.Wanted);

    /// <summary>True when a text has a verb of the change that an intent makes.</summary>
    public static bool Speaks(string text, string intent) => ChangeVerbs.Of(intent)?.IsMatch(text) == true;

    /// <summary>How a text stands to the change that an intent makes; null when the text does not speak of it.</summary>
    public static Stance? Read(string text, string intent)
    {
        if (ChangeVerbs.Of(intent) is not { } verb)
        {
            return null;
        }

        // What is wanted once is wanted, whatever else is told beside it; what is refused is refused before anything is asked.
        Stance? strongest = null;
        foreach (Match match in verb.Matches(text).Take(MaxVerbs))
        {
            var start = Math.Max(0, match.Index - Reach);
            var stance = Of(text[start..match.Index], match.Value.ToLowerInvariant(), text[(match.Index + match.Length)..]);
            if (strongest is null || Rank(stance) > Rank(strongest.Value))
            {
                strongest = stance;
            }
        }

        return strongest ?? (intent == Intents.CancelOrder && NoLongerWanted().IsMatch(text) ? Stance.Wanted : null);
    }

    private static int Rank(Stance stance) =>
        stance switch
        {
            Stance.Wanted => 4,
            Stance.Unwanted => 3,
            Stance.Asked => 2,
            Stance.Reported => 1,
            _ => 0,
        };

    private static Stance Of(string before, string verb, string after)
    {
        var sentence = before[(before.AsSpan().LastIndexOfAny(".!?;\n") + 1)..];
        var clause = sentence;
        if (Joint().Matches(sentence).LastOrDefault() is { } joint)
        {
            clause = sentence[(joint.Index + joint.Length)..];
        }

        if (NegatedPoliteness().IsMatch(clause) || Hindered().IsMatch(clause))
        {
            return Stance.Unsure;
        }

        if (Negated().IsMatch(clause) && !Reminded().IsMatch(clause) && !ObjectOnly().IsMatch(clause))
        {
            return Stance.Unwanted;
        }

        if (AsksAboutPast().IsMatch(sentence))
        {
            return Stance.Reported;
        }

        if (Asks().IsMatch(sentence) && !AsksPolitely().IsMatch(sentence))
        {
            return Stance.Asked;
        }

        if (Subordinate().IsMatch(clause))
        {
            return Stance.Asked;
        }

        if (Considers().IsMatch(sentence) && !AsksPolitely().IsMatch(sentence))
        {
            return Stance.Unsure;
        }

        if (IsParticiple(verb))
        {
            return WantsItDone().IsMatch(sentence) ? Stance.Wanted : Stance.Reported;
        }

        return IsNoun(verb, clause, after) && !WantsNoun().IsMatch(sentence) && clause.Trim().Length > 0 ? Stance.Unsure : Stance.Wanted;
    }

    private static bool IsParticiple(string verb) => verb.EndsWith("ed", StringComparison.Ordinal) || verb is "sent back" or "called off";

    // "a return", "my exchange", "the cancellation": a thing, not an act.
    private static bool IsNoun(string verb, string clause, string after) =>
        verb.EndsWith("ation", StringComparison.Ordinal) || Article().IsMatch(clause) || AfterNoun().IsMatch(after);

    [GeneratedRegex(
        @"\b(?:no longer (?:need|want)|(?:don't|do not|doesn't|does not) (?:really )?(?:need|want)\b.{0,60}\bany ?(?:more|longer)|"
            + @"(?:don't|do not) (?:need|want) (?:it|this|that|the order|my order|(?:order )?#?W?\d{5,9})|(?:don't|do not) ship|"
            + @"changed my mind (?:about|on))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex NoLongerWanted();

    /// <summary>A word or sign that begins another clause.</summary>
    [GeneratedRegex(
        @",|\b(?:but|and|so|then|because|since)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Joint();

    [GeneratedRegex(
        @"\b(?:why (?:don't|do not|can't|won't|couldn't) (?:you|we|i)|(?:can't|couldn't|won't|wouldn't) you)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex NegatedPoliteness();

    /// <summary>"It won't let me", "I can't", "I'm not able to".</summary>
    [GeneratedRegex(
        @"\b(?:(?:won't|doesn't|didn't|not|isn't|never) (?:let|lets|letting|allow|allows|allowing) (?:me|us)|(?:i|we|you) (?:can't|"
            + @"cannot|can not|couldn't)|(?:not|un) ?able to|unable to)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Hindered();

    [GeneratedRegex(
        @"\b(?:don't|do not|doesn't|does not|didn't|did not|never|not|no need|without|instead of|than|nobody|no one|nor|neither|"
            + @"haven't|hasn't|hadn't|wasn't|isn't|aren't|shouldn't|mustn't|won't|wouldn't|stop|avoid|refrain from|no)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Negated();

    [GeneratedRegex(
        @"\b(?:don't|do not|never) (?:forget|fail|hesitate) to\W*(?:\w+\W+)?$|\bnot only\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Reminded();

    /// <summary>"I don't want it any more, cancel": the negation is of the thing.</summary>
    [GeneratedRegex(
        @"\b(?:don't|do not|doesn't|didn't|no longer|not|never)\b.*(?:\bany ?(?:more|longer)\b.*|\b(?:please|pls|kindly)\s*)$",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex ObjectOnly();

    [GeneratedRegex(
        @"\b(?:was|is) it (?:you|me|i)\b|\b(?:did|didn't) (?:you|i|we|they|he|she|it|someone|somebody|anyone|my \w+|your \w+)\b|"
            + @"^\W*(?:\w+\W+){0,2}(?:why|who|how "
            + @"come|since when)\b|\b(?:you|they) (?:said|promised|told|claimed|were supposed)\b|"
            + @"^\W*(?:\w+\W+){0,2}when (?:did|was|were|is|has|have)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex AsksAboutPast();

    [GeneratedRegex(
        @"\b(?:can|could|may|might|should|shall|would|do|am|will|must|if|when|once|after|before|until|unless|whether) (?:i|we)\b|"
            + @"\bis (?:it|there|that)\b|\bare there\b|\bhow (?:do|can|could|would|does|to|much|long|soon)\b|"
            + @"\bwhat (?:if|happens|would|will|is|are|about|do|does)\b|\bwhat's\b|\bpossible\b|\bin case\b|\btoo late\b|"
            + @"\b(?:do|does|would|will|is|are) (?:it|this|that|they|the|my|your|there)\b|\bdo you\b|\bif (?:you|it|they|the)\b|"
            + @"\b(?:tell|explain|show) (?:me )?(?:how|what|whether|if)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Asks();

    [GeneratedRegex(
        @"\b(?:if|whether) you (?:can|could|would|will|might|may|are able|'d)\b|\b(?:can|could|may) i (?:get you|ask you|have you|"
            + @"have (?:it|this|that|them|my|the)|get (?:it|this|that|them|my|the)|request|please)\b|\bif (?:it|that)'?s? (?:is )?"
            + @"(?:not too late|still possible|possible)\b.*(?:please|want|like)|"
            + @"\b(?:is it|would it be|if it is|if it's) possible (?:for you )?(?:to )?please\b|\bdo you mind\b|\bwould you mind\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex AsksPolitely();

    [GeneratedRegex(
        @"^\W*(?:if|when|once|after|before|until|unless|while|as soon as|in case)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Subordinate();

    [GeneratedRegex(
        @"\b(?:maybe|perhaps|might|thinking (?:of|about)|think about|consider(?:ing)?|not sure|unsure|wonder(?:ing)?|tempted|"
            + @"was (?:going|about) to|were (?:going|about) to|planning (?:to|on)|forgot(?:ten)? to|debating|undecided|supposed to)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Considers();

    [GeneratedRegex(
        @"\b(?:want|wants|wanted|need|needs|needed|like|love|wish|prefer|please|get|have|having|getting|must be|should be|has to be|to "
            + @"be)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex WantsItDone();

    [GeneratedRegex(
        @"\b(?:a|an|the|my|your|this|that|any|no|for|about)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Article();

    [GeneratedRegex(
        @"^\s*(?:labels?|policy|policies|window|fees?|period|request|status|process|shipping|form|instructions?|address)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex AfterNoun();

    [GeneratedRegex(
        @"\b(?:want|need|like|wish|request|requesting|start|make|do|initiate|process|arrange|set up|begin|open|file|please|get|have|"
            + @"require)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex WantsNoun();
}
