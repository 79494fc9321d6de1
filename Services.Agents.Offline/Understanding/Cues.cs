using System.Text.RegularExpressions;
using Services.Retail.Tools;

namespace Services.Agents.Offline.Understanding;

/// <summary>Turns of phrase that say more than the intent does.</summary>
internal static partial class Cues
{
    /// <summary>True for "why?" and the like about what was just said.</summary>
    public static bool AsksWhy(string text) => Why().IsMatch(text);

    /// <summary>True for a question, marked as one or begun like one.</summary>
    public static bool IsQuestion(string text) => text.TrimEnd().EndsWith('?') || Interrogative().IsMatch(text);

    /// <summary>True when the message begins with a yes.</summary>
    public static bool OpensWithYes(string text) => Yes().IsMatch(text);

    /// <summary>True for "all of it" and nothing else.</summary>
    public static bool IsEverything(string text) => Everything().IsMatch(text);

    /// <summary>True when somebody says that nothing came.</summary>
    public static bool DeniesReceipt(string text) => NotReceived().IsMatch(text);

    /// <summary>True for a question how an order was paid.</summary>
    public static bool AsksHowPaid(string text) => HowPaid().IsMatch(text);

    /// <summary>True for "no, the other one".</summary>
    public static bool MeansAnother(string text) => Another().IsMatch(text);

    /// <summary>True when somebody goes on with the assistant, whom they had left for a person.</summary>
    public static bool TakesBack(string text) => WithAssistant().IsMatch(text);

    [GeneratedRegex(@"\bwith the (?:assistant|bot)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex WithAssistant();

    /// <summary>True when the last change shall be taken back.</summary>
    public static bool Undoes(string text) => Undo().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:undo|revert|reverse|take (?:it|that) back|roll (?:it|that) back|(?:change|put|set|switch|turn|make) (?:it|that|them|"
            + @"everything|"
            + @"my address|the address) back|back to (?:how|what|the way) it was|as it was(?: before)?)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Undo();

    /// <summary>True for a no, or for dropping the matter, and little else.</summary>
    public static bool Refuses(string text) => Refusal().IsMatch(text);

    [GeneratedRegex(
        @"^\W*(?:(?:oh|ok|okay|hm+|actually|sorry|well|please|just)\W+)*(?:no|nope|nah|never ?mind|forget (?:it|that|about it|what i "
            + @"said)|leave it|"
            + @"skip (?:it|that)|not (?:now|needed|necessary)|stop|i (?:don't|do not) (?:want|need)(?: (?:it|that|to|one|a ticket|"
            + @"any))*|don't(?: "
            + @"(?:do|open|bother))?(?: (?:it|that|so|one))?)\b(?:\W+(?:thanks?|thank you|please|it|that|any ?more|now|about it|start "
            + @"over|ok))*\W*$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Refusal();

    /// <summary>True when the conversation shall begin anew.</summary>
    public static bool StartsOver(string text) => StartOver().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:start (?:over|again|anew|from (?:scratch|the beginning))|forget (?:what|everything|all) i (?:said|wrote|asked)|"
            + @"reset)\b(?! (?:my|the) "
            + @"(?:password|pin|account))",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex StartOver();

    /// <summary>True when a way to pay is named.</summary>
    public static bool NamesPaymentMethod(string text) => PaymentMethodName().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:gift\s?cards?|pay\s?pal|credit cards?|debit cards?|visa|mastercard|amex|(?:credit_card|gift_card|paypal)_\d+)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex PaymentMethodName();

    /// <summary>True when an item shall be added to an order or taken out of it.</summary>
    public static bool AddsOrRemoves(string text) => AddOrRemove().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:remove|removing|delete|deleting|take (?:it |that |this |the [\w ]{1,30}|one [\w ]{1,20})?(?:out|off)|drop|add|adding)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex AddOrRemove();

    /// <summary>True for a question about a time.</summary>
    public static bool AsksWhen(string text) => When().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:when|what (?:day|date|time)|which (?:day|date)|how soon|by what date|on what day|eta)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex When();

    /// <summary>True for a question about the sum of several amounts.</summary>
    public static bool AsksForSum(string text) => Together().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:together|altogether|combined|in total|total|sum|add up|all in all|both (?:cost|orders cost)|(?:do|did) (?:both|they|the "
            + @"two)\b.*\bcost)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Together();

    /// <summary>True for "the cheapest".</summary>
    public static bool WantsCheapest(string text) => Cheapest().IsMatch(text);

    /// <summary>True when the variant of another order is wanted: "the same type as the one I already received".</summary>
    public static bool WantsSameAsOther(string text) => SameAsOther().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:same|identical)\b.{0,40}\b(?:as|like|to)\b.{0,40}\b(?:received|have|had|got|own|other order|delivered|pending order|"
            + @"ordered before)\b|"
            + @"\b(?:type|kind|one|variant|version) (?:that is |that's )?in my (?:other|pending|delivered) order\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex SameAsOther();

    /// <summary>True for "the same size" of an option of that name.</summary>
    public static bool WantsSame(string text, string option) =>
        SameOption()
            .Matches(text)
            .Any(match =>
                match
                    .Groups["what"]
                    .Value.Split(' ')
                    .Any(word => word.Length > 2 && option.Contains(word.TrimEnd('s'), StringComparison.OrdinalIgnoreCase))
            );

    [GeneratedRegex(
        @"\b(?:same|keep(?:ing)? the|equal) (?<what>\p{L}{3,20}(?: \p{L}{3,20})?)",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex SameOption();

    /// <summary>True for another way to pay than the one that was proposed.</summary>
    public static bool WantsOtherMethod(string text) => OtherMethod().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:other|another|different|second) (?:(?:credit|debit|payment) )?(?:card|method|account)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex OtherMethod();

    /// <summary>True for "all my orders", which are not all things of one.</summary>
    public static bool MeansAllOrders(string text) => WholeList().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:all|both|every|each) (?:of )?(?:my |the |these |those )?(?:\w+ )?orders?\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex WholeList();

    /// <summary>
    /// True when more or fewer things are wanted than were proposed: "also the watch", "but not the lamp", "only the lamp".
    /// </summary>
    public static bool ChangesItems(string text) => MoreOrFewer().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:also|too|as well|in addition|plus|add|except|but not|not the|without|only|just|keep|leave)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex MoreOrFewer();

    /// <summary>True when only what is named shall remain of a proposal.</summary>
    public static bool SaysOnly(string text) => OnlyThat().IsMatch(text);

    [GeneratedRegex(@"\b(?:only|just)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex OnlyThat();

    /// <summary>True for "the most expensive".</summary>
    public static bool WantsDearest(string text) => Dearest().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:most expensive|priciest|dearest|highest[- ]priced?)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Dearest();

    [GeneratedRegex(
        @"\b(?:cheapest|least expensive|lowest[- ]priced?|lowest price|best price)\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Cheapest();

    /// <summary>True for a question what the assistant has done.</summary>
    public static bool AsksWhatYouDid(string text) => WhatYouDid().IsMatch(text);

    [GeneratedRegex(
        @"^\W*(?:\w+\W+){0,2}(?:did|have) you\b|^\W*(?:\w+\W+){0,2}what (?:was|has been|got) (?:done|changed)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex WhatYouDid();

    /// <summary>True for a question whether something was done: "is that done?", "did you change my address?".</summary>
    public static bool AsksWhetherDone(string text) => WhetherDone().IsMatch(text);

    /// <summary>True for such a question about no change in particular.</summary>
    public static bool IsAboutAnyChange(string text) => AnyChange().IsMatch(text);

    /// <summary>True when such a question can mean what that tool does.</summary>
    public static bool IsAbout(string text, string tool) =>
        IsAboutAnyChange(text)
        || tool switch
        {
            ToolNames.CancelOrder => Contains(text, "cancel"),
            ToolNames.ReturnItems => Contains(text, "return"),
            ToolNames.ExchangeItems => Contains(text, "exchang") || Contains(text, "swap"),
            ToolNames.ModifyAddress or ToolNames.ModifyUserAddress => Contains(text, "address"),
            ToolNames.ModifyPayment => Contains(text, "pay"),
            ToolNames.ModifyItems => Contains(text, "item"),
            ToolNames.CreateTicket or ToolNames.AddTicketComment => Contains(text, "ticket"),
            _ => false,
        };

    private static bool Contains(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        @"^\W*(?:(?:and|so|but|ok|okay|wait|hey)\W+){0,3}(?:is|are|was|were|has|have|did)\s+(?:you\s+)?"
            + @"(?:it|that|this|they|anything|something|everything|my \w+(?: \w+)?|the \w+(?: \w+)?|order \S+)?\s*"
            + @"(?:been\s+)?(?:all\s+|already\s+)?"
            + @"(?:done|change[ds]?|cancell?(?:ed)?|updated?|modif(?:y|ied)|return(?:ed)?|exchanged?|open(?:ed)?|create[ds]?)\b"
            + @"|^\W*(?:(?:and|so|but|ok|okay|wait|hey)\W+){0,3}(?:did (?:it|that|this) (?:work|go through|succeed)|has (?:it|that) "
            + @"gone through|"
            + @"(?:is|was) (?:it|that) (?:successful|through|complete))\b"
            + @"|^\W*(?:(?:and|so|but|ok|okay|wait|hey)\W+){0,3}what (?:exactly )?(?:(?:did|have) you (?:just )?(?:do|done|changed?|"
            + @"cancell?(?:ed)?)|"
            + @"(?:was|has been|got) (?:done|changed))\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex WhetherDone();

    [GeneratedRegex(
        @"\b(?:it|that|this|they|anything|something|everything)\s+(?:been\s+)?(?:all\s+|already\s+)?(?:done|changed)\b"
            + @"|\bdid you (?:change|do) (?:it|that|this|anything|something)\b"
            + @"|\b(?:did|has|is|was) (?:it|that|this) (?:work|go through|gone through|succeed|successful|through|complete)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex AnyChange();

    [GeneratedRegex(
        @"\b(?:the|my) other (?:one|order)\b|\bnot (?:that|this) (?:one|order)\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Another();

    [GeneratedRegex(
        @"^\W*(?:(?:but|and|ok|okay|wait|hm+|sorry|no)\W+)*(?:why|how come|what for|for what reason|what do you mean|what does "
            + @"that mean)\b(?:\W+\w+){0,6}\W*$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Why();

    [GeneratedRegex(
        @"^\W*(?:what|where|when|how|which|who|whose|is|are|do|does|did|has|have|will|would)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Interrogative();

    [GeneratedRegex(
        @"^\W*(?:yes|yeah|yep|yup|sure|ok|okay|please|s[ií]|ja|oui|sim)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Yes();

    [GeneratedRegex(
        @"^\W*(?:(?:yes|just|please|i mean)\W+)*(?:all|both|everything|the (?:whole|entire) "
            + @"(?:thing|order|lot))(?:\s+(?:of\s+)?(?:it|them|these|those))?(?:\W+please)?\W*$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Everything();

    [GeneratedRegex(
        @"\b(?:never|not|n'?t|nothing|nobody)\b[^.!?]{0,25}\b(?:came|come|arrived?|received?|got|gotten|get|showed up|show "
            + @"up|shown up|here|delivered|turned "
            + @"up|brought|see|seen|find)\b|\b(?:didn'?t|haven'?t|hasn'?t|don'?t|isn'?t|can'?t|cannot|wasn'?t)\b[^.!?]{0,"
            + @"20}\b(?:come|arrived?|received?|got|gotten|get|have|show(?:n)? up|here|find|delivered)\b|\bno (?:parcel|"
            + @"package|delivery|sign of it)\b|\bmissing\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex NotReceived();

    [GeneratedRegex(
        @"^\W*(?:(?:and|so|also|ok|with|by)\W+)*(?:how|what|which)\b[^.!?]{0,30}\b(?:paid|pay|charged)\b|"
            + @"\b(?:did|have) (?:i|we) (?:already )?(?:pay|paid)\b.*\b(?:with|by|using|from|how|card)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex HowPaid();
}
