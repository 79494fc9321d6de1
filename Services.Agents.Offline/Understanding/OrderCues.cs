using System.Text.RegularExpressions;

namespace Services.Agents.Offline.Understanding;

/// <summary>Turns of phrase about orders and how they are paid.</summary>
internal static partial class OrderCues
{
    /// <summary>True when somebody says that nothing came.</summary>
    public static bool DeniesReceipt(string text) => NotReceived().IsMatch(text);

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

    /// <summary>True for a question how an order was paid.</summary>
    public static bool AsksHowPaid(string text) => HowPaid().IsMatch(text);

    [GeneratedRegex(
        @"^\W*(?:(?:and|so|also|ok|with|by)\W+)*(?:how|what|which)\b[^.!?]{0,30}\b(?:paid|pay|charged)\b|"
            + @"\b(?:did|have) (?:i|we) (?:already )?(?:pay|paid)\b.*\b(?:with|by|using|from|how|card)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex HowPaid();

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

    /// <summary>True for "all my orders", which are not all things of one.</summary>
    public static bool MeansAllOrders(string text) => WholeList().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:all|both|every|each) (?:of )?(?:my |the |these |those )?(?:\w+ )?orders?\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex WholeList();

    /// <summary>True when a way to pay is named.</summary>
    public static bool NamesPaymentMethod(string text) => PaymentMethodName().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:gift\s?cards?|pay\s?pal|credit cards?|debit cards?|visa|mastercard|amex|(?:credit_card|gift_card|paypal)_\d+)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex PaymentMethodName();

    /// <summary>True for another way to pay than the one that was proposed.</summary>
    public static bool WantsOtherMethod(string text) => OtherMethod().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:other|another|different|second) (?:(?:credit|debit|payment) )?(?:card|method|account)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex OtherMethod();

    /// <summary>True for "no, the other one".</summary>
    public static bool MeansAnother(string text) => Another().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:the|my) other (?:one|order)\b|\bnot (?:that|this) (?:one|order)\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Another();
}
