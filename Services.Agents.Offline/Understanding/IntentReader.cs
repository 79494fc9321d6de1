using System.Text.RegularExpressions;
using Services.Agents.Offline.Classification;

namespace Services.Agents.Offline.Understanding;

/// <summary>
/// Says what a message wants: where its words leave no choice they decide, else the classifier does. Immutable; safe for use by many
/// threads at once.
/// </summary>
internal sealed partial class IntentReader(IntentClassifier classifier)
{
    // How sure words are that leave no choice.
    private const float Decided = 0.95f;

    // How sure a verb is beside what it is about, where the classifier is not.
    private const float ByItsVerb = 0.62f;

    // A call for a person is short, or it is a story with a person in it.
    private const int LongestCall = 80;

    /// <summary>The likeliest intent.</summary>
    public IntentGuess Read(string text)
    {
        if (Decide(text) is { } decided)
        {
            return new IntentGuess(decided, Decided);
        }

        var guess = classifier.Classify(text);
        if ((!guess.IsSure || guess.Intent is Intents.ProductInfo or Intents.ListProducts) && IsItemChange(text))
        {
            return new IntentGuess(Intents.ExchangeItems, ByItsVerb);
        }

        // What its own verb asks for is meant, however little the rest is like what was learnt.
        if (guess.IsSure && guess.Confidence < ByItsVerb && StanceReader.Read(text, guess.Intent) == Stance.Wanted)
        {
            return guess with { Confidence = ByItsVerb };
        }

        if (guess.Confidence < ByItsVerb && ByVerb(text) is { } asked && StanceReader.Read(text, asked) == Stance.Wanted)
        {
            return new IntentGuess(asked, ByItsVerb);
        }

        return guess.IsSure || ByVerb(text) is not { } named ? guess : new IntentGuess(named, ByItsVerb);
    }

    private static string? Decide(string text) =>
        Danger.IsIn(text) ? Intents.Complaint
        : text.Length <= LongestCall && CallsForPerson().IsMatch(text) && !IsAboutPerson().IsMatch(text) ? Intents.HumanAgent
        : OrderCues.AsksHowPaid(text) || WhatIsIn().IsMatch(text) || CostOfOrders().IsMatch(text) ? Intents.OrderDetails
        : WhenOfOrder().IsMatch(text) ? Intents.TrackOrder
        : text.Contains("[card_", StringComparison.Ordinal) && UseCard().IsMatch(text) ? Intents.ChangeOrderPayment
        : ReturnRules().IsMatch(text) ? Intents.RefundPolicy
        : AddOrRemoveItem().IsMatch(text) ? Intents.ChangeOrder
        : null;

    /// <summary>"Change the lamp to a white one", "my pending boots in size 8".</summary>
    private static bool IsItemChange(string text) =>
        !DialogueCues.IsQuestion(text)
        && (
            (ChangeToAnother().Match(text) is { Success: true } change && !NoItem().IsMatch(change.Groups["thing"].Value))
            || (MineInAnother().Match(text) is { Success: true } mine && !NoItem().IsMatch(mine.Value))
        );

    [GeneratedRegex(
        @"\b(?:change|modify|switch|exchange|swap|replace|upgrade|downgrade|make)\b(?<thing>.{1,60}?)\b(?:to|for|with|into|by|instead|"
            + @"red|blue|black|white|green)\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex ChangeToAnother();

    [GeneratedRegex(
        @"\b(?:need|want|like|make|get|prefer)\b.{0,20}\bmy (?:pending|ordered|new|delivered)?\b.{1,40}\b(?:in|as|with|to be)\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex MineInAnother();

    [GeneratedRegex(
        @"\b(?:address|payment|pay|card|name|e-?mail|password|account|phone|mind|ticket|refund|language|quantity)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex NoItem();

    /// <summary>A verb with an order or a thing of it is a request, however the rest is put.</summary>
    private static string? ByVerb(string text) =>
        !AboutOrder().IsMatch(text) ? null
        : StanceReader.Speaks(text, Intents.CancelOrder) ? Intents.CancelOrder
        : StanceReader.Speaks(text, Intents.ReturnOrder) ? Intents.ReturnOrder
        : StanceReader.Speaks(text, Intents.ExchangeItems) ? Intents.ExchangeItems
        : null;

    [GeneratedRegex(
        @"\b(?:use|using|charge|pay|put)\b.*\b(?:that|it|this|order|for)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex UseCard();

    [GeneratedRegex(
        @"\b(?:instructions?|policy|policies|rules?|procedure|steps|conditions)\b.{0,30}\b(?:return|returns|returning|refund|refunds|"
            + @"sending back)\b|"
            + @"\b(?:return|returns|refund) (?:policy|policies|rules?|window|conditions|procedure|instructions?)\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex ReturnRules();

    [GeneratedRegex(
        @"\b(?:remove|delete|take out|take off|drop|add)\b.{0,40}\b(?:items?|things?|products?|articles?)\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex AddOrRemoveItem();

    [GeneratedRegex(
        @"#?\bW?\d{5,9}\b|\b(?:orders?|purchase|items?|it|that|this|them|one)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex AboutOrder();

    [GeneratedRegex(
        @"\b(?:human(?: being)?|real (?:person|human)|live (?:person|agent|chat)|(?:actual|living) (?:person|human)|representative|"
            + @"(?:a|the|your|another) (?:person|agent|manager|supervisor|operator)|(?:talk|speak|chat) (?:to|with) (?:someone|somebody|a "
            + @"(?:\w+ )?(?:person|agent|rep|manager)))\b|^\W*(?:agent|operator|representative|supervisor|manager|rep)\W*(?:now|please|"
            + @"asap)?\W*$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex CallsForPerson();

    [GeneratedRegex(
        @"\b(?:are|is|am) (?:you|this|it|i)\b|\b(?:last|yesterday|before|earlier) \w*|\b(?:spoke|spoken|talked|chatted|said|told|was|were|"
            + @"had|named|called|tickets?|delivery (?:person|man)|sales)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex IsAboutPerson();

    [GeneratedRegex(
        @"\bwhat(?:'s| is| was| are| were| did i have)?(?: all| exactly)? (?:in|inside) (?:it|that|this|them|those|both|the|my|each|"
            + @"either|order|"
            + @"#?W)",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex WhatIsIn();

    [GeneratedRegex(
        @"\bhow much (?:do|did|does|are|is|were|was|would|will)\b.{0,30}\b(?:both|together|altogether|combined|all of (?:them|those|it)|"
            + @"the two|they|them|those)\b|\bwhat (?:do|does|did|would|will) (?:both|they|those|the two|all)\b.{0,20}\bcost\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex CostOfOrders();

    [GeneratedRegex(
        @"\bwhen\b.{0,50}\b(?:delivered|arrives?|arrived|ships?|shipped|ordered|placed|"
            + @"comes?|coming|gets? (?:here|there|to me)|be here|get it|get my (?:order|package|parcel|stuff))\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex WhenOfOrder();
}
