using System.Globalization;
using System.Text.RegularExpressions;
using Services.Retail;

namespace Services.Agents.Offline.Understanding;

/// <summary>An amount of money as somebody wrote it: read in US dollars, or a question, but never a guess.</summary>
/// <param name="Value">USD; null where it has to be asked.</param>
/// <param name="Question">What to ask; null where it was read.</param>
internal readonly partial record struct Amount(decimal? Value, string? Question)
{
    private const int MostDecimals = 2;
    private const int GroupLength = 3;
    private const decimal Largest = 100_000_000m;

    /// <summary>Reads a number with its currency, as a filter finds it in a text.</summary>
    public static Amount Read(string text)
    {
        var shown = text.Trim();
        if (Foreign().IsMatch(shown))
        {
            return Ask($"Our prices are in US dollars, and I don't convert \"{shown}\". Please ask again with the amount in dollars.");
        }

        var number = Number().Match(shown).Value;
        var (value, other) = Numbers(string.Concat(number.Where(static c => !char.IsWhiteSpace(c) && c is not ('\'' or '’'))));
        var factor = Factor().Match(shown).Value.ToLowerInvariant() switch
        {
            "k" or "thousand" => 1_000m,
            "hundred" => 100m,
            "million" => 1_000_000m,
            _ => 1m,
        };
        return (value, other) switch
        {
            ({ } one, { } another) => Ask(
                $"Do you mean {Money.Format(one * factor)} or {Money.Format(another * factor)} by \"{shown}\"? "
                    + "Please ask again with one of these."
            ),
            ({ } one, null) when one * factor <= Largest => new Amount(one * factor, null),
            _ => Ask($"I can't read \"{shown}\" as an amount. Please ask again with one like {Money.Format(1_250)}."),
        };
    }

    /// <summary>What a number with dots and commas can mean: one value, two, or none.</summary>
    private static (decimal? Value, decimal? Other) Numbers(string number)
    {
        var marks = number.Where(static c => c is '.' or ',').ToArray();
        if (marks.Length == 0)
        {
            return (Parse(number), null);
        }

        var last = number.LastIndexOfAny(['.', ',']);
        var behind = number.Length - last - 1;
        var isDecimal = behind <= MostDecimals && marks.Count(mark => mark == number[last]) == 1;
        var whole = isDecimal ? number[..last] : number;
        if (!IsGrouped(whole, isDecimal ? number[last] : null))
        {
            return (null, null);
        }

        var value = Parse(Digits(whole) + (isDecimal ? "." + number[(last + 1)..] : ""));
        // A comma before three digits groups them; a point may do so, or begin decimals.
        var isEither = !isDecimal && marks is ['.'];
        return (value, isEither ? Parse(number) : null);
    }

    /// <summary>Whether a whole number has no marks, or one kind before every three digits, which is not that of the decimals.</summary>
    private static bool IsGrouped(string whole, char? decimalMark)
    {
        var groups = whole.Split('.', ',');
        return groups.Length == 1
            || (
                whole.Where(static c => !char.IsAsciiDigit(c)).Distinct().Count() == 1
                && (decimalMark is null || !whole.Contains(decimalMark.Value))
                && groups[0].Length is > 0 and <= GroupLength
                && groups[0][0] != '0'
                && groups[1..].All(static group => group.Length == GroupLength)
            );
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    private static decimal? Parse(string number) =>
        decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static Amount Ask(string question) => new(null, question);

    [GeneratedRegex(
        @"[€£¥]|[ac]\$|(?:eur|euros?|gbp|pounds?|chf|francs?|cad|aud|jpy|yen)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Foreign();

    [GeneratedRegex(
        @"[0-9]+(?:[.,'’ \u00a0\u202f][0-9]+)*",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Number();

    [GeneratedRegex(
        @"\b(?:thousand|hundred|million)\b|k\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Factor();
}
