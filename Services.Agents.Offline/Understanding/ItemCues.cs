using System.Text.RegularExpressions;

namespace Services.Agents.Offline.Understanding;

/// <summary>Turns of phrase about items and their variants.</summary>
internal static partial class ItemCues
{
    /// <summary>True when an item shall be added to an order or taken out of it.</summary>
    public static bool AddsOrRemoves(string text) => AddOrRemove().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:remove|removing|delete|deleting|take (?:it |that |this |the [\w ]{1,30}|one [\w ]{1,20})?(?:out|off)|drop|add|adding)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex AddOrRemove();

    /// <summary>True for "the cheapest".</summary>
    public static bool WantsCheapest(string text) => Cheapest().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:cheapest|least expensive|lowest[- ]priced?|lowest price|best price)\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Cheapest();

    /// <summary>True for "the most expensive".</summary>
    public static bool WantsDearest(string text) => Dearest().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:most expensive|priciest|dearest|highest[- ]priced?)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Dearest();

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
}
