using System.Text.RegularExpressions;
using Services.Retail.Tools;

namespace Services.Agents.Offline.Understanding;

/// <summary>Turns of phrase about the conversation itself: questions, assents and refusals, and what was done in it.</summary>
internal static partial class DialogueCues
{
    /// <summary>True for "why?" and the like about what was just said.</summary>
    public static bool AsksWhy(string text) => Why().IsMatch(text);

    [GeneratedRegex(
        @"^\W*(?:(?:but|and|ok|okay|wait|hm+|sorry|no)\W+)*(?:why|how come|what for|for what reason|what do you mean|what does "
            + @"that mean)\b(?:\W+\w+){0,6}\W*$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Why();

    /// <summary>True for a question, marked as one or begun like one.</summary>
    public static bool IsQuestion(string text) => text.TrimEnd().EndsWith('?') || Interrogative().IsMatch(text);

    [GeneratedRegex(
        @"^\W*(?:what|where|when|how|which|who|whose|is|are|do|does|did|has|have|will|would)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Interrogative();

    /// <summary>True when the message begins with a yes.</summary>
    public static bool OpensWithYes(string text) => Yes().IsMatch(text);

    [GeneratedRegex(
        @"^\W*(?:yes|yeah|yep|yup|sure|ok|okay|please|s[ií]|ja|oui|sim)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Yes();

    /// <summary>True for a doubt, which is no assent whatever else is said.</summary>
    public static bool Hesitates(string text) => Doubt().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:not (?:so |quite |really |entirely |very )?sure|unsure|not yet|wait|hold on|doubt|maybe|perhaps)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Doubt();

    /// <summary>True for "all of it" and nothing else.</summary>
    public static bool IsEverything(string text) => Everything().IsMatch(text);

    [GeneratedRegex(
        @"^\W*(?:(?:yes|ok|okay|then|well|alright|just|please|i mean)\W+)*(?:all|both|everything|the (?:whole|entire) "
            + @"(?:thing|order|lot))(?:\s+(?:of\s+)?(?:it|them|these|those))?(?:\W+please)?\W*$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Everything();

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

    /// <summary>True for such a question about no change in particular.</summary>
    public static bool IsAboutAnyChange(string text) => AnyChange().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:it|that|this|they|anything|something|everything)\s+(?:been\s+)?(?:all\s+|already\s+)?(?:done|changed)\b"
            + @"|\bdid you (?:change|do) (?:it|that|this|anything|something)\b"
            + @"|\b(?:did|has|is|was) (?:it|that|this) (?:work|go through|gone through|succeed|successful|through|complete)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex AnyChange();

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
}
