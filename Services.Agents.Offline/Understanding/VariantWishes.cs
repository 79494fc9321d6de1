using System.Text.RegularExpressions;
using Services.Retail;

namespace Services.Agents.Offline.Understanding;

/// <summary>Something that a text asks of a product.</summary>
/// <param name="Said">The words that ask for it.</param>
/// <param name="Options">The options that would do: "medium" may be a size and a strength.</param>
/// <param name="IsPreference">True when it is only preferred.</param>
internal sealed record VariantWish(string Said, IReadOnlyList<KeyValuePair<string, string>> Options, bool IsPreference)
{
    /// <summary>True when a variant has what is asked for.</summary>
    public bool IsMetBy(Variant variant) =>
        Options.Any(option =>
            variant.Options.TryGetValue(option.Key, out var value) && value.Equals(option.Value, StringComparison.OrdinalIgnoreCase)
        );
}

/// <summary>Which options of a product a text asks for, and what it asks for that the product does not come in.</summary>
/// <param name="Wishes">What some variant has.</param>
/// <param name="Unknown">Sizes and colours that none has, as they were written.</param>
internal sealed partial record VariantWishes(IReadOnlyList<VariantWish> Wishes, IReadOnlyList<string> Unknown)
{
    /// <summary>True when the text asks for something in particular.</summary>
    public bool Any => Wishes.Count > 0 || Unknown.Count > 0;

    /// <summary>The wishes that a text has about a product with these variants.</summary>
    public static VariantWishes In(string text, IEnumerable<Variant> variants)
    {
        var options = variants.SelectMany(static variant => variant.Options).Distinct().ToList();
        List<VariantWish> wishes = [];
        foreach (
            var part in Part()
                .Split(Instead().Replace(Condition().Replace(text, " "), " "))
                .Where(static part => !Indifferent().IsMatch(part))
        )
        {
            var words = new WordSet(part);
            var isPreference = Preference().IsMatch(part);
            wishes.AddRange(
                options
                    .Where(option => !IsOfAnother(words, option, options))
                    .Select(option => (Option: option, Said: words.FindOption(option)))
                    .Where(static pair => pair.Said is not null)
                    .GroupBy(static pair => pair.Said!, static pair => pair.Option, StringComparer.OrdinalIgnoreCase)
                    .Select(group => new VariantWish(group.Key, [.. group], isPreference))
            );
        }

        // "Dark blue" is no wish for blue besides.
        wishes.RemoveAll(wish =>
            wishes.Exists(other =>
                other.Said.Length > wish.Said.Length && other.Said.Contains(wish.Said, StringComparison.OrdinalIgnoreCase)
            )
        );
        var unknown = Size()
            .Matches(text)
            .Select(static match => match.Groups["size"].Value.ToUpperInvariant())
            .Concat(Colour().Matches(text).Select(static match => match.Value.ToLowerInvariant()))
            .Distinct()
            .Where(asked => !options.Any(option => new WordSet(option.Value).Has(asked) || new WordSet(asked).Has(option.Value)))
            .ToList();
        return new VariantWishes(wishes, unknown);
    }

    [GeneratedRegex(@"\b(?:instead of|rather than)\b[^,;.\n]{1,40}", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Instead();

    /// <summary>"4 seasons" is no wish for four persons.</summary>
    private static bool IsOfAnother(WordSet words, KeyValuePair<string, string> option, List<KeyValuePair<string, string>> options)
    {
        if (!option.Value.All(char.IsAsciiDigit))
        {
            return false;
        }

        var bound = options.Select(static other => other.Key).Distinct().Where(key => IsBound(words, option.Value, key)).ToList();
        return bound.Count > 0 && !bound.Contains(option.Key);
    }

    private static bool IsBound(WordSet words, string value, string key) =>
        words.Has($"{value} {key}") || words.Has($"{value} {key.TrimEnd('s')}") || words.Has($"{key} {value}");

    /// <summary>"If there is none in red, then": what is said there is what is not to be had.</summary>
    [GeneratedRegex(
        @"\bif (?:there (?:is|are|isn't|aren't)|there's|you (?:don't|do not|have no)|not|it is not|it's not|none|that is not|that's "
            + @"not)\b[^,;.\n]{0,80}"
            + @"(?:,|\bthen\b)",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Condition();

    [GeneratedRegex(
        @"^\s*$|\bor not\b|\b(?:doesn't|does not|don't|do not) (?:matter|care|mind)\b|\bno matter\b|\bwhatever\b|\bany (?:\w+ )?(?:is|"
            + @"will|would) (?:be )?"
            + @"(?:fine|do|ok|okay)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Indifferent();

    [GeneratedRegex(@"[,;!?\n]|\.(?:\s|$)|\bbut\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Part();

    [GeneratedRegex(
        @"\b(?:prefer(?:ably|red|ence)?|if (?:possible|available|you have)|ideally|would be (?:nice|great|good))\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Preference();

    [GeneratedRegex(
        @"\bsize:?\s(?:an?\s)?(?<size>[0-9]{1,2}(?:\.[05])?|XX?S|XX?L|XXXL|[SML])\b|(?<![\w'])(?<size>(?-i:XXS|XS|XXL|XXXL|XL|S|M|"
            + @"L))(?![\w'.])",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Size();

    [GeneratedRegex(
        @"\b(?:black|white|red|blue|green|yellow|orange|purple|pink|brown|gr[ea]y|beige|navy|teal|silver|gold(?:en)?|turquoise|maroon|"
            + @"ivory|"
            + @"cream|olive|violet|charcoal|khaki|lavender|burgundy|sand)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Colour();
}
