using System.Globalization;
using System.Text.RegularExpressions;
using Services.Retail;

namespace Services.Agents.Offline.Understanding;

/// <summary>What a message names: order numbers, people, addresses, reasons, ways to pay, places in a list.</summary>
internal sealed partial record Mentions
{
    private static readonly string[] OrdinalWords = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

    public required string Text { get; init; }

    /// <summary>The question that the message answers.</summary>
    public ExpectedAnswer Answering { get; init; }

    public IReadOnlyList<string> OrderIds { get; init; } = [];

    public IReadOnlyList<string> ItemIds { get; init; } = [];

    public IReadOnlyList<string> TicketIds { get; init; } = [];

    public string? Email { get; init; }

    public string? Zip { get; init; }

    public (string First, string Last)? Name { get; init; }

    public string? CustomerId { get; init; }

    /// <summary>One of the two reasons the shop accepts, or null.</summary>
    public CancelReason? Reason { get; init; }

    /// <summary>Place in a list from 0; -1 for the last; null if none.</summary>
    public int? Ordinal { get; init; }

    /// <summary>True for "my last order" and the like.</summary>
    public bool Newest { get; init; }

    /// <summary>True for "all", "both", "everything".</summary>
    public bool Everything { get; init; }

    /// <summary>True when the place is an item's, as in "the first item".</summary>
    public bool OrdinalOfItem { get; init; }

    /// <summary>True for "it", "that one", "the order".</summary>
    public bool Refers { get; init; }

    /// <summary>True for "both", "them" and the like.</summary>
    public bool RefersToSeveral { get; init; }

    /// <summary>True for "the delivered one", "my pending order": an order by its status.</summary>
    public bool ByStatus { get; init; }

    public Address? Address { get; init; }

    /// <summary>The thing that is to be exchanged, returned or cancelled, in the user's words, or null.</summary>
    public string? ItemPhrase { get; init; }

    public static Mentions In(string text) =>
        new()
        {
            Text = text,
            OrderIds = [.. OrderNumber().Matches(text).Select(match => "#W" + match.Groups["digits"].Value).Distinct()],
            ItemIds = [.. ItemNumber().Matches(text).Select(match => match.Value).Distinct()],
            TicketIds = [.. TicketNumber().Matches(text).Select(match => "T-" + match.Groups["digits"].Value).Distinct()],
            Email = EmailAddress().Match(text) is { Success: true } email ? email.Value.TrimEnd('.') : null,
            Zip = ZipCode().Match(text) is { Success: true } zip ? zip.Value : null,
            Name = PersonName().Match(text) is { Success: true } name ? (name.Groups["first"].Value, name.Groups["last"].Value) : null,
            CustomerId = CustomerNumber().Match(text) is { Success: true } customer ? customer.Value.ToLowerInvariant() : null,
            Reason = ReasonIn(text),
            Ordinal = OrdinalIn(text),
            OrdinalOfItem = ItemPlace().IsMatch(text),
            Newest = NewestOrder().IsMatch(text),
            Everything = All().IsMatch(Idiom().Replace(text, " ")),
            Refers = Reference().IsMatch(text),
            RefersToSeveral = Several().IsMatch(text),
            ByStatus = OneByStatus().IsMatch(text),
            Address = AddressReader.Read(OrderNumber().Replace(text, "-")),
            ItemPhrase = ItemPhraseReader.Read(text),
        };

    private static CancelReason? ReasonIn(string text) =>
        Mistake().IsMatch(text) ? CancelReason.OrderedByMistake
        : NotNeeded().IsMatch(text) ? CancelReason.NoLongerNeeded
        : null;

    private static int? OrdinalIn(string text)
    {
        if (ListPlace().Match(text.Trim()) is not { Success: true } match)
        {
            return null;
        }

        var word = match.Groups["word"].Value.ToLowerInvariant();
        if (Array.IndexOf(OrdinalWords, word) is >= 0 and var index)
        {
            return index;
        }

        return word switch
        {
            "last" or "latter" => -1,
            "former" => 0,
            _ => int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) - 1,
        };
    }

    [GeneratedRegex(
        @"(?:#\s?(?:W[\s-]?)?|\bW[\s-]?|\b(?:order|purchase|number|no\.?|nr\.?)\s+(?:number\s+|no\.?\s+|nr\.?\s+)?#?(?:W[\s-]?)?)"
            + @"(?<digits>\d{5,9})\b|(?:^|[\s(""',:])(?<digits>\d{7})(?:[\s)""'?!;]|[.,:](?:\s|$)|$)",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex OrderNumber();

    [GeneratedRegex(@"(?<![\w#])\d{10}\b", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ItemNumber();

    [GeneratedRegex(
        @"\b(?:T-|ticket\s+(?:number\s+|no\.?\s+)?(?:#|T-?)?)(?<digits>\d{3,8})\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex TicketNumber();

    /// <summary>An address, or what stands in its place in a conversation that is written down.</summary>
    [GeneratedRegex(@"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\[email_[0-9]{1,6}\]", RegexOptions.NonBacktracking, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex EmailAddress();

    [GeneratedRegex(@"(?<![\w#-])\d{5}(?![\w-])", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ZipCode();

    [GeneratedRegex(
        @"(?:\b(?i:i am|i'm|my name is|this is|it's|it is|name:?|name's|customer|user|of|for)\s+|"
            + @"^)(?<first>\p{Lu}\p{Ll}+)\s+(?<last>\p{Lu}[\p{Ll}'-]+)\b",
        RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex PersonName();

    [GeneratedRegex(@"\b[a-z]+_[a-z]+_\d{3,5}\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex CustomerNumber();

    [GeneratedRegex(
        @"\b(?:by (?:a )?mistake|mistaken(?:ly)?|mistake|accident(?:al|ally)?|unintentional(?:ly)?|didn'?t mean|did not "
            + @"mean|wrong (?:item|thing|one|product|order|size|colou?r)|(?:ordered|bought) (?:it )?twice|duplicate|double "
            + @"order|misclick(?:ed)?)\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Mistake();

    [GeneratedRegex(
        @"\b(?:no longer|not needed|(?:do not|don'?t|doesn'?t|won'?t) (?:really )?(?:need|want)|unneeded|not necessary|any "
            + @"?more|any ?longer|changed? my mind|cheaper|better (?:price|deal)|too "
            + @"(?:expensive|late|long|slow)|elsewhere|can'?t afford|never mind the order)\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex NotNeeded();

    [GeneratedRegex(
        @"\b(?:the\s{1,8})?(?:(?<word>first|second|third|fourth|fifth|sixth|seventh|eighth|last|latter|former)\b(?!\s{1,8}(?:week|month|"
            + @"year|time|name|night|quarter))|(?:number|no\.?|option)\s{0,8}(?<number>[0-9])\b|(?<number>[0-9])(?:st|nd|rd|th)\b)|"
            + @"^(?<number>[1-9])\s{0,8}[.)]?$",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex ListPlace();

    [GeneratedRegex(
        @"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|last)\s+(?:item|product|article|thing)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex ItemPlace();

    [GeneratedRegex(
        @"\b(?:(?:last|latest|newest|(?:most )?recent)\s+(?:order|purchase|one)|(?:order|buy|bought|purchase|get|ordered) "
            + @"(?:last|most recently|recently))\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex NewestOrder();

    /// <summary>"After all", "at all" and the like mean nothing of the kind.</summary>
    [GeneratedRegex(
        @"\b(?:after|at|above|first of|that's|thats|that is|is that|it's|not) all\b|\ball (?:right|good|the best|set|i|this time|day|week|"
            + @"the time|of a sudden|along|over)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Idiom();

    [GeneratedRegex(
        @"\b(?:all|everything|both|whole|entire|every item|each of them)\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex All();

    [GeneratedRegex(
        @"\b(?:both|them|those|these|they|the two|each)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Several();

    [GeneratedRegex(
        @"\b(?:pending|processed|shipped|delivered|cancelled|returned|exchanged)\s+(?:one|order)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex OneByStatus();

    [GeneratedRegex(
        @"\b(?:it|its|that|this|them|those|these|the order|the package|same|there)\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Reference();
}
