using System.Text.RegularExpressions;

namespace Services.Agents.Offline.Understanding;

/// <summary>
/// Finds the thing that a request names, "shirt" in "exchange my shirt for a blue one", so that it is not taken for another.
/// </summary>
internal static partial class ItemPhraseReader
{
    // Words that stand for whatever was ordered, or for a part of an order.
    private static readonly HashSet<string> Anything = new(StringComparer.OrdinalIgnoreCase)
    {
        "item",
        "items",
        "order",
        "orders",
        "one",
        "ones",
        "thing",
        "things",
        "product",
        "products",
        "purchase",
        "purchases",
        "package",
        "packages",
        "parcel",
        "delivery",
        "shipment",
        "stuff",
        "rest",
        "lot",
        "article",
        "articles",
        "goods",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "last",
        "other",
        "others",
        "same",
        "next",
        "whole",
        "size",
        "colour",
        "color",
        "model",
        "version",
        "variant",
        "address",
        "payment",
        "method",
        "mind",
        "way",
        "request",
        "number",
        "purchased",
        "delivered",
        "pending",
        "newest",
        "latest",
        "wrong",
        "reason",
        "card",
        "something",
        "anything",
        "email",
        "e-mail",
        "name",
        "phone",
        "password",
        "account",
        "whole",
        "open",
        "current",
        "recent",
        "previous",
        "big",
        "new",
        "old",
        "cancelled",
        "processed",
        "returned",
        "cheapest",
        "expensive",
        "biggest",
        "largest",
        "smallest",
    };

    /// <summary>The thing, or null when none is named.</summary>
    public static string? Read(string text) => In(Request().Match(text)) ?? In(OrderOfThing().Match(text));

    private static string? In(Match match) =>
        match.Success
        && match.Groups["thing"].Value.Trim() is { Length: > 2 } thing
        && !Anything.Contains(thing.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries)[^1])
            ? thing
            : null;

    // "The laptop order", "what lamps did I order", "the order with the laptop".
    [GeneratedRegex(
        @"\b(?:the|my) (?<thing>\p{L}[\p{L}-]{2,30}(?: \p{L}[\p{L}-]{1,30})?) order\b|\border (?:with|that has|containing) (?:the|my|a|an) "
            + @"(?<thing>\p{L}[\p{L}-]{2,30}(?: \p{L}[\p{L}-]{1,30})?)\b|\b(?:what|which) (?<thing>\p{L}[\p{L}-]{2,30}(?: "
            + @"\p{L}[\p{L}-]{1,30})?) "
            + @"(?:did|have) i (?:order|buy|bought|get|got)",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex OrderOfThing();

    [GeneratedRegex(
        @"\b(?:change|modify|switch|exchange|exchanging|swap|swapping|replace|replacing|return|returning|send back|give "
            + @"back|cancel|cancelling)\s{1,8}(?:(?:all|one|both)\s{1,8}(?:of\s{1,8})?)?(?:my|the|this|that|these|those|our|"
            + @"an?)\s{1,8}(?<thing>[\p{L}\d][\p{L}\d'-]{0,40}(?:\s{1,8}\p{L}[\p{L}'-]{0,40}){0,3}?)"
            + @"(?=\s{1,8}(?:from|in|of|for|to|with|by|on|please|"
            + @"because|that|which|i|and|as|into|orders?|instead|back|again)\b|\s{0,8}[.,;:!?#(]|\s{0,8}$)",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Request();
}
