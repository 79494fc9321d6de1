using System.Text.RegularExpressions;

namespace Services.Evals.Evaluators;

/// <summary>What a text of a shop conversation is about, as a set of topics.</summary>
[Flags]
internal enum Topics
{
    None = 0,
    Status = 1 << 0,
    Cancel = 1 << 1,
    Refund = 1 << 2,
    Return = 1 << 3,
    Exchange = 1 << 4,
    Address = 1 << 5,
    Payment = 1 << 6,
    Product = 1 << 7,
    Account = 1 << 8,
    Ticket = 1 << 9,
    Figures = 1 << 10,
    Human = 1 << 11,
    Help = 1 << 12,
    Greeting = 1 << 13,
    Change = 1 << 14,
    History = 1 << 15,
}

/// <summary>Finds topics by the words that people use for them.</summary>
internal static partial class TopicWords
{
    private static readonly IReadOnlyList<(Topics Topic, Regex Words)> All =
    [
        (Topics.Status, Status),
        (Topics.Cancel, Cancel),
        (Topics.Refund, Refund),
        (Topics.Return, Return),
        (Topics.Exchange, Exchange),
        (Topics.Address, Address),
        (Topics.Payment, Payment),
        (Topics.Product, Product),
        (Topics.Account, Account),
        (Topics.Ticket, Ticket),
        (Topics.Figures, Figures),
        (Topics.Human, Human),
        (Topics.Help, Help),
        (Topics.Greeting, Greeting),
        (Topics.Change, Change),
        (Topics.History, History),
    ];

    /// <summary>The topics of <paramref name="text"/>.</summary>
    public static Topics Of(string text) =>
        All.Where(entry => entry.Words.IsMatch(text)).Aggregate(Topics.None, static (sum, entry) => sum | entry.Topic);

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    [GeneratedRegex(
        @"\b(?:where(?:'s| is| are)|when|track\w*|status|arriv\w*|deliver\w*|ship\w*|pending|processed|on its way|in "
            + @"transit|package|parcel|cancelled|requested|goes to|get_order_details|order_status)\b",
        Options | RegexOptions.NonBacktracking,
        Sentences.PatternTimeout
    )]
    private static partial Regex Status { get; }

    [GeneratedRegex(@"\b\w*cancel\w*", Options | RegexOptions.NonBacktracking, Sentences.PatternTimeout)]
    private static partial Regex Cancel { get; }

    [GeneratedRegex(
        @"\b(?:refund\w*|money back|reimburse\w*|business days)\b",
        Options | RegexOptions.NonBacktracking,
        Sentences.PatternTimeout
    )]
    private static partial Regex Refund { get; }

    [GeneratedRegex(
        @"\b(?:return\w*|send(?:ing)? (?:it|them|this) back)\b",
        Options | RegexOptions.NonBacktracking,
        Sentences.PatternTimeout
    )]
    private static partial Regex Return { get; }

    [GeneratedRegex(
        @"\b(?:exchang\w*|swap\w*|replace\w*|instead|different (?:size|colou?r))\b",
        Options | RegexOptions.NonBacktracking,
        Sentences.PatternTimeout
    )]
    private static partial Regex Exchange { get; }

    [GeneratedRegex(
        @"\b(?:address\w*|zip|street|city|mov(?:ed|ing)|lane|avenue|road)\b",
        Options | RegexOptions.NonBacktracking,
        Sentences.PatternTimeout
    )]
    private static partial Regex Address { get; }

    [GeneratedRegex(
        @"\b(?:pay\w*|card|paypal|charg\w*|bill\w*|gift card|invoice|visa|mastercard|amex)\b",
        Options | RegexOptions.NonBacktracking,
        Sentences.PatternTimeout
    )]
    private static partial Regex Payment { get; }

    [GeneratedRegex(
        @"\b(?:products?|items?|price\w*|cost\w*|how "
            + @"much|available|availability|stock|sizes?|colou?rs?|options?|variants?|sell|recommend\w*|materials?|in "
            + @"it|contain\w*|bought)\b",
        Options | RegexOptions.NonBacktracking,
        Sentences.PatternTimeout
    )]
    private static partial Regex Product { get; }

    [GeneratedRegex(
        @"\b(?:account|profile|e-?mail|name|password|sign(?:ed)? in|log ?in|my details|who am i|customer id|get_user_details)\b",
        Options,
        Sentences.PatternTimeout
    )]
    private static partial Regex Account { get; }

    [GeneratedRegex(
        @"\b(?:\w*tickets?\w*|complain\w*|broken|damaged|problem\w*|issue\w*|defect\w*|does(?:n't| not) "
            + @"work|faulty|scratch\w*|missing|T-\d+|sorry to hear|report\w*)\b",
        Options | RegexOptions.NonBacktracking,
        Sentences.PatternTimeout
    )]
    private static partial Regex Ticket { get; }

    [GeneratedRegex(
        @"\b(?:how many|how much|total|sum|average|count|revenue|spen[dt]\w*|sales|most|top|statistics|number of|orders "
            + @"placed|best.?selling|last (?:month|week|year))\b",
        Options | RegexOptions.NonBacktracking,
        Sentences.PatternTimeout
    )]
    private static partial Regex Figures { get; }

    [GeneratedRegex(
        @"\b(?:human|person|people|agent|representative|manager|supervisor|hand(?:ed|ing)? (?:you "
            + @")?over|transfer\w*|colleague|somebody|someone)\b",
        Options | RegexOptions.NonBacktracking,
        Sentences.PatternTimeout
    )]
    private static partial Regex Human { get; }

    [GeneratedRegex(
        @"\b(?:help\w*|what can you|can you do|assist\w*|support\w*)\b",
        Options | RegexOptions.NonBacktracking,
        Sentences.PatternTimeout
    )]
    private static partial Regex Help { get; }

    [GeneratedRegex(
        @"\b(?:hi|hello|hey|good (?:morning|afternoon|evening)|thanks|thank you|bye|goodbye|welcome|how are you)\b",
        Options,
        Sentences.PatternTimeout
    )]
    private static partial Regex Greeting { get; }

    [GeneratedRegex(
        @"\b(?:chang\w*|updat\w*|modif\w*|edit\w*|correct\w*|switch\w*)\b",
        Options | RegexOptions.NonBacktracking,
        Sentences.PatternTimeout
    )]
    private static partial Regex Change { get; }

    [GeneratedRegex(
        @"\b(?:my orders|orders (?:do|have|did) i|list\w*|history|recent|last (?:order|orders|three|two|few)|show me|your "
            + @"(?:\w+ )?orders|#W\d+)",
        Options | RegexOptions.NonBacktracking,
        Sentences.PatternTimeout
    )]
    private static partial Regex History { get; }
}
