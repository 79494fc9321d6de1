using System.Text.RegularExpressions;
using Services.Agents.Offline.Classification;

namespace Services.Agents.Offline.Understanding;

/// <summary>The verbs by which changes are asked for.</summary>
internal static partial class ChangeVerbs
{
    /// <summary>The verbs of the change that an intent makes; null where it makes none.</summary>
    public static Regex? Of(string intent) =>
        intent switch
        {
            Intents.CancelOrder => Cancelling(),
            Intents.ReturnOrder => Returning(),
            Intents.ExchangeItems => Exchanging(),
            Intents.ChangeOrder => Changing(),
            Intents.ChangeOrderAddress or Intents.ChangeAddress => ChangingAddress(),
            Intents.ChangeOrderPayment => ChangingPayment(),
            Intents.HumanAgent => Person(),
            Intents.CreateTicket => OpeningTicket(),
            _ => null,
        };

    [GeneratedRegex(
        @"\b(?:cancel(?:l?ed|l?ing|s|l?ation)?|call(?:ed)? (?:it |this |that )?off|abort|revoke|annul|scrap|kill|get rid of|"
            + @"(?:stop|halt|undo|withdraw)(?= (?:the|my|this|that|order|it|#)))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Cancelling();

    [GeneratedRegex(
        @"\b(?:return(?:ed|ing|s)?|sen[dt](?:ing)? (?:(?:it|them|this|that|these|those|the \w+|my \w+) )?back|"
            + @"give (?:(?:it|them|this|that) )?back|bring (?:(?:it|them) )?back|take (?:(?:it|them) )?back)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Returning();

    [GeneratedRegex(
        @"\b(?:exchang(?:e|ed|es|ing)|swap(?:ped|ping|s)?|trad(?:e|ed|ing)|replac(?:e|ed|ing|ement)|switch(?:ed|ing)?|"
            + @"chang(?:e|ed|ing))\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Exchanging();

    [GeneratedRegex(
        @"\b(?:chang(?:e|ed|es|ing)|modif(?:y|ied|ying)|updat(?:e|ed|ing)|edit(?:ed|ing)?|switch(?:ed|ing)?|swap(?:ped|ping)?|"
            + @"exchang(?:e|ed|ing)|replac(?:e|ed|ing)|add(?:ed|ing)?|remov(?:e|ed|ing)|delet(?:e|ed|ing)|take (?:it )?out|make)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Changing();

    [GeneratedRegex(
        @"\b(?:chang(?:e|ed|es|ing)|modif(?:y|ied|ying)|updat(?:e|ed|ing)|correct(?:ed|ing)?|fix(?:ed)?|edit(?:ed)?|send|ship|"
            + @"deliver|redirect(?:ed)?|reroute|set)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex ChangingAddress();

    [GeneratedRegex(
        @"\b(?:chang(?:e|ed|es|ing)|switch(?:ed|ing)?|updat(?:e|ed|ing)|modif(?:y|ied)|pay|paid|paying|use|used|charge|put|set)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex ChangingPayment();

    [GeneratedRegex(
        @"\b(?:humans?|persons?|people|agents?|representatives?|operator|supervisor|manager|someone|somebody|staff)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Person();

    [GeneratedRegex(
        @"\b(?:open(?:ed)?|creat(?:e|ed)|fil(?:e|ed)|rais(?:e|ed)|submit(?:ted)?|start(?:ed)?|log(?:ged)?|make|made|report(?:ed)?)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex OpeningTicket();
}
