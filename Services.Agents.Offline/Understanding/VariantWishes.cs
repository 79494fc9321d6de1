using System.Text.RegularExpressions;
using Services.Retail;

namespace Services.Agents.Offline.Understanding;

/// <summary>Which options of a product a text asks for, and what it asks for that the product does not come in.</summary>
/// <param name="Options">Options that some variant has.</param>
/// <param name="Unknown">Sizes and colours that none has, as they were written.</param>
internal sealed partial record VariantWishes(IReadOnlyList<KeyValuePair<string, string>> Options, IReadOnlyList<string> Unknown)
{
    /// <summary>True when the text asks for something in particular.</summary>
    public bool Any => Options.Count > 0 || Unknown.Count > 0;

    /// <summary>The wishes that a text has about a product with these variants.</summary>
    public static VariantWishes In(string text, IEnumerable<Variant> variants)
    {
        var words = new WordSet(text);
        var options = variants.SelectMany(static variant => variant.Options).Distinct().ToList();
        var known = options.Where(option => words.Has(option.Value)).ToList();
        var unknown = Size()
            .Matches(text)
            .Select(static match => match.Groups["size"].Value.ToUpperInvariant())
            .Concat(Colour().Matches(text).Select(static match => match.Value.ToLowerInvariant()))
            .Distinct()
            .Where(asked => !options.Any(option => new WordSet(option.Value).Has(asked) || new WordSet(asked).Has(option.Value)))
            .ToList();
        return new VariantWishes(known, unknown);
    }

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
