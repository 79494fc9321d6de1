using System.Text.RegularExpressions;
using Services.Retail;

namespace Services.Agents.Offline.Understanding;

/// <summary>Recognises that a part of an order is meant, where only the whole of it can be cancelled.</summary>
internal static partial class PartOfOrder
{
    /// <summary>True when the words of a request mean some items of an order and not all of it.</summary>
    public static bool IsMeant(string text, Order order)
    {
        if (SomeItem().IsMatch(text))
        {
            return true;
        }

        var words = new WordSet(text);
        var named = order.Items.Count(words.Names);
        return named > 0
            && (named < order.Items.Count || Only().IsMatch(text))
            && !OrderWithIt().IsMatch(text)
            && !order.Items.Any(item => words.Has($"{item.Name.Split(' ')[^1]} order"));
    }

    [GeneratedRegex(
        @"\b(?:(?:only|just) )?(?:one|1|two|2|single|some|part|half|an?|the (?:first|second|third|fourth|last|cheapest|other|most "
            + @"expensive))"
            + @"(?: of)?(?: the| my| these| those)? ?(?:items?|things?|products?|articles?|pieces?)\b|\bpart of (?:the|my|it|order|#)|"
            + @"\bpartial(?:ly)?\b|\b(?:items?|things?) (?:in|from|of|off) (?:my|the|that|this|order|#)",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex SomeItem();

    [GeneratedRegex(@"\b(?:only|just)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Only();

    /// <summary>"The order with the lamp", "my lamp order": the thing tells which order is meant.</summary>
    [GeneratedRegex(
        @"\b(?:order|one|purchase)s? (?:with|that has|containing|for|of) (?:the|my|a|an)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex OrderWithIt();
}
