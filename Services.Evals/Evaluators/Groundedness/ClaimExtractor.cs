using System.Globalization;
using System.Text.RegularExpressions;

namespace Services.Evals.Evaluators.Groundedness;

/// <summary>
/// Finds the facts in a statement that tool results have to back: ids, amounts, counts, days, states, names and completed actions. What a
/// shop's assistant says without any of these ("Let me know if you need more") claims nothing.
/// </summary>
internal static partial class ClaimExtractor
{
    private static readonly string[] SmallNumbers =
    [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ];
    private const string MonthName =
        @"(?<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|"
        + @"Nov(?:ember)?|Dec(?:ember)?)";
    private const string DayOfMonth = @"(?<d>[0-3]?[0-9])(?:st|nd|rd|th)?";
    private const string OptionalYear = @"(?:,? (?<y>(?:19|20)[0-9]{2}))?";

    private const int Nearby = 80;

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>Capitalised words that name nothing the records could hold.</summary>
    private static readonly HashSet<string> PlainCapitals = new(StringComparer.OrdinalIgnoreCase)
    {
        "I",
        "You",
        "Your",
        "The",
        "This",
        "That",
        "It",
        "If",
        "In",
        "On",
        "At",
        "To",
        "For",
        "And",
        "But",
        "Or",
        "Yes",
        "No",
        "OK",
        "Okay",
        "Please",
        "Here",
        "There",
        "We",
        "Our",
        "Order",
        "Orders",
        "Item",
        "Items",
        "Status",
        "Total",
        "Price",
        "Product",
        "Products",
        "Ticket",
        "Tickets",
        "Customer",
        "Address",
        "Payment",
        "Payments",
        "Refund",
        "Return",
        "Exchange",
        "Gift",
        "Card",
        "Credit",
        "USD",
        "US",
        "USA",
        "Shall",
        "Should",
        "Would",
        "Could",
        "Can",
        "Do",
        "Is",
        "Are",
        "Was",
        "Were",
        "Hello",
        "Hi",
        "Thanks",
        "Thank",
        "Sorry",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "AI",
        "PayPal",
        "Tracking",
        "Email",
        "E-mail",
        "Name",
        "Options",
        "Option",
        "Shipping",
        "Delivery",
        "Reply",
        "Once",
        "After",
        "Before",
        "Then",
        "Also",
        "All",
        "Which",
        "What",
        "When",
        "Where",
        "How",
        "As",
        "Of",
    };

    /// <summary>The claims of one statement. A question claims nothing.</summary>
    public static IEnumerable<Claim> Of(string statement)
    {
        if (statement.EndsWith('?') && !Identifier.IsMatch(statement))
        {
            yield break;
        }

        // What is proposed is no fact yet; the record that it is about has to be one.
        if (Proposal.IsMatch(statement))
        {
            foreach (Match match in Identifier.Matches(statement))
            {
                yield return new Claim.Text(match.Value.Trim('.'));
            }

            yield break;
        }

        var rest = StandingPolicy.Replace(statement, "");
        foreach (var claim in Take(ref rest, Identifier, static m => [new Claim.Text(m.Value.Trim('.'))]).Concat(Days(ref rest)))
        {
            yield return claim;
        }

        foreach (var claim in Numbers(rest).Concat(States(statement)).Concat(Names(rest)))
        {
            yield return claim;
        }

        if (!statement.EndsWith('?') && Completed.Match(statement) is { Success: true } action)
        {
            yield return new Claim.Action(action.Groups["verb"].Value.ToLowerInvariant());
        }
    }

    private static List<Claim> Days(ref string rest)
    {
        var claims = Take(ref rest, IsoDay, static m => [new Claim.Day(Int(m, "y"), Int(m, "m")!.Value, Int(m, "d")!.Value)]);
        claims.AddRange(
            Take(
                ref rest,
                NamedDay,
                static m => MonthOf(m.Groups["month"].Value) is { } month ? [new Claim.Day(Int(m, "y"), month, Int(m, "d")!.Value)] : []
            )
        );
        return claims;
    }

    private static IEnumerable<Claim> Numbers(string text)
    {
        foreach (Match match in Figure.Matches(text))
        {
            if (decimal.TryParse(match.Groups["n"].ValueSpan, NumberStyles.Number, CultureInfo.InvariantCulture, out var value))
            {
                yield return DifferenceBefore.IsMatch(Before(text, match.Index)) ? new Claim.Difference(value) : new Claim.Number(value);
            }
        }

        foreach (Match match in Spelled.Matches(text))
        {
            yield return new Claim.Number(Array.IndexOf(SmallNumbers, match.Groups["word"].Value.ToLowerInvariant()));
        }
    }

    /// <summary>What stands before a figure, as far as it can bear on it.</summary>
    private static ReadOnlySpan<char> Before(string text, int index) => text.AsSpan(Math.Max(0, index - Nearby), Math.Min(index, Nearby));

    private static IEnumerable<Claim> States(string statement) =>
        AssertedState
            .Matches(statement)
            .Select(static m => new Claim.Status(
                m.Groups["state"].Value.ToLowerInvariant().Replace("canceled", "cancelled", StringComparison.Ordinal)
            ));

    private static IEnumerable<Claim> Names(string text)
    {
        foreach (Match match in Capitalised.Matches(Address.Replace(text, " ")))
        {
            var words = match.Groups["name"].Value.Split(' ').SkipWhile(IsPlain).Reverse().SkipWhile(IsPlain).Reverse().ToArray();
            if (words.Length > 1 || (words.Length == 1 && !match.Groups["opening"].Success))
            {
                yield return new Claim.Name(words);
            }
        }
    }

    /// <summary>True for a word of the language, also in a short form such as "I'm".</summary>
    private static bool IsPlain(string word) => PlainCapitals.Contains(word.Split('\'', '’')[0]);

    private static List<Claim> Take(ref string text, Regex pattern, Func<Match, IEnumerable<Claim>> read)
    {
        var claims = pattern.Matches(text).SelectMany(read).ToList();
        text = pattern.Replace(text, " ; ");
        return claims;
    }

    private static int? Int(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : null;

    private static int? MonthOf(string name) => Array.IndexOf(Months, name[..3].ToLowerInvariant()) is var i and >= 0 ? i + 1 : null;

    [GeneratedRegex(
        @"^(?:I would|I'd|I will|I'll|I can|Shall I|Should I|Would you|Do you)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        Sentences.PatternTimeout
    )]
    private static partial Regex Proposal { get; }

    /// <summary>Policy that every agent knows without a tool.</summary>
    [GeneratedRegex(
        @"\b(?:5|five)(?: to |-| - |–)(?:7|seven) (?:business|working) days\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        Sentences.PatternTimeout
    )]
    private static partial Regex StandingPolicy { get; }

    [GeneratedRegex(
        @"#W\d{5,10}|\bT-\d{2,8}|(?<![\w.,$-])\d{9,22}(?![\w,]|\.\d)|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|"
            + @"\b(?:credit_card|gift_card|paypal)_\d{3,10}\b",
        RegexOptions.CultureInvariant,
        Sentences.PatternTimeout
    )]
    private static partial Regex Identifier { get; }

    [GeneratedRegex(
        @"\b(?<y>(?:19|20)[0-9]{2})-(?<m>0[1-9]|1[0-2])-(?<d>[0-3][0-9])(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d{1,7})?(?:Z|[+-]\d\d:?\d\d)?)?\b",
        RegexOptions.CultureInvariant,
        Sentences.PatternTimeout
    )]
    private static partial Regex IsoDay { get; }

    [GeneratedRegex(
        @"\b(?:" + MonthName + @"\.? " + DayOfMonth + OptionalYear + "|" + DayOfMonth + " " + MonthName + OptionalYear + @")\b",
        RegexOptions.CultureInvariant,
        Sentences.PatternTimeout
    )]
    private static partial Regex NamedDay { get; }

    [GeneratedRegex(
        @"(?<![\w.#/-])[$€£]?(?<n>\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,4})?|\d{1,15}(?:\.\d{1,4})?)(?![\w/]|-\d|[.,]\d)",
        RegexOptions.CultureInvariant,
        Sentences.PatternTimeout
    )]
    private static partial Regex Figure { get; }

    [GeneratedRegex(
        @"\b(?:difference|remain\w*|left over)\b[^.$]{0,30}$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        Sentences.PatternTimeout
    )]
    private static partial Regex DifferenceBefore { get; }

    [GeneratedRegex(
        @"\b(?<word>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:\w+ "
            + @")?(?:orders?|items?|tickets?|products?|payments?|customers?|variants?|refunds?)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        Sentences.PatternTimeout
    )]
    private static partial Regex Spelled { get; }

    /// <summary>A state that something is said to be in; not one that it is not in, will be in, or that things are in generally.</summary>
    [GeneratedRegex(
        @"(?<!\b(?:once|when|if|until|after|before|unless|that|which|not|n't|never|only)(?: \w{1,12}){0,3} )"
            + @"\b(?:is|are|was|were|been|now|status(?: is)?:?|currently|already) (?:now |already |currently |still |marked as "
            + @"|in status |"")?"
            + @"(?<state>pending|processed|delivered|cancell?ed|return requested|exchange requested)\b(?! "
            + @"(?:before|within|after|once|if|only))",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        Sentences.PatternTimeout
    )]
    private static partial Regex AssertedState { get; }

    /// <summary>A name at the begin of a statement, or of a part of one, may be an ordinary word.</summary>
    [GeneratedRegex(
        @"(?<opening>(?:^|[:;.!?(|""“]\s?))?\b(?<!')(?<name>\p{Lu}[\p{L}'’-]{1,30}(?: \p{Lu}[\p{L}'’-]{1,30}){0,4})",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        Sentences.PatternTimeout
    )]
    private static partial Regex Capitalised { get; }

    /// <summary>The user is addressed by name.</summary>
    [GeneratedRegex(
        @"\b(?:Hello|Hi|Hey|Goodbye|Bye|Dear|Thanks|Thank you|Welcome|Sorry),? \p{Lu}\p{L}{1,30}",
        RegexOptions.CultureInvariant,
        Sentences.PatternTimeout
    )]
    private static partial Regex Address { get; }

    [GeneratedRegex(
        @"\b(?:I(?:'ve| have)(?: now| just| successfully)?|(?:has|have) (?:now |just )?been(?: successfully)?|Done[:,.!]? "
            + @"?(?:I(?:'ve| have)|the \w+ (?:is|has "
            + @"been)))\s(?<verb>cancell?ed|refunded|changed|updated|modified|returned|exchanged|created|opened|placed|"
            + @"transferred|added|requested|submitted|handed)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        Sentences.PatternTimeout
    )]
    private static partial Regex Completed { get; }
}
