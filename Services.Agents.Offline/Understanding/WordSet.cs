using System.Text;
using Services.Retail;

namespace Services.Agents.Offline.Understanding;

/// <summary>A text as a run of plain words, to look for the names and options of products in it.</summary>
internal sealed class WordSet
{
    // How people say sizes and colours that the catalogue spells otherwise.
    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.Ordinal)
    {
        ["extra large"] = "xl",
        ["large"] = "l",
        ["medium"] = "m",
        ["small"] = "s",
        ["gray"] = "grey",
        ["grey"] = "gray",
        ["wifi"] = "wi fi",
        ["inches"] = "inch",
        ["litre"] = "liter",
        ["litres"] = "liters",
    };

    private static readonly HashSet<string> Weak = new(StringComparer.Ordinal)
    {
        "set",
        "kit",
        "case",
        "smart",
        "light",
        "indoor",
        "digital",
        "electric",
        "no",
        "yes",
        "none",
    };

    private const int StemLength = 6;
    private const int LongEnding = 5;

    private static readonly string[] Negations =
    [
        " no ",
        " not ",
        " without ",
        " isnt ",
        " non ",
        " not a ",
        " without a ",
        " without any ",
    ];

    private readonly string _words;

    public WordSet(string text) => _words = Normalise(text);

    /// <summary>True when the text has the phrase as whole words, in the catalogue's spelling or people's.</summary>
    public bool Has(string phrase)
    {
        var words = Normalise(phrase);
        return words.Length > 2
            && (
                Contains(words)
                || Contains(Singular(words))
                || Synonyms.Any(pair => words == $" {pair.Value} " && Contains($" {pair.Key} "))
            );
    }

    /// <summary>What the text has for a phrase: the phrase, its singular or a synonym; null when it has none of them.</summary>
    public string? Find(string phrase)
    {
        var words = Normalise(phrase);
        return words.Length <= 2 ? null
            : Contains(words) ? words
            : Contains(Singular(words)) ? Singular(words)
            : Synonyms
                .Where(pair => words == $" {pair.Value} " && Contains($" {pair.Key} "))
                .Select(static pair => $" {pair.Key} ")
                .FirstOrDefault();
    }

    /// <summary>True when the text has words that begin like those of a name: "water resistant" for "water resistance".</summary>
    private bool HasStem(string name) => StemAt(name) >= 0;

    /// <summary>True when it has them behind a "no", "not" or "without".</summary>
    private bool HasNegated(string name) =>
        StemAt(name) is >= 0 and var at && Negations.Any(negation => _words.AsSpan(0, at + 1).EndsWith(negation, StringComparison.Ordinal));

    private int StemAt(string name)
    {
        var stems = Normalise(name)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(static word => word[..Math.Min(word.Length, StemLength)]);
        return _words.IndexOf(" " + stems.FirstOrDefault("?"), StringComparison.Ordinal);
    }

    /// <summary>True when the text names the item: its product's name, or the name's last word ("the lamp").</summary>
    public bool Names(OrderItem item) => NamesProduct(item.Name);

    /// <summary>True when the text names the product.</summary>
    public bool NamesProduct(string name)
    {
        if (Has(name))
        {
            return true;
        }

        var parts = Normalise(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var head = parts[^1];
        return parts.Length == 1 && head.Length > LongEnding && EndsLike(head) ? true
            : parts.Length > 1
                ? (!Weak.Contains(head) && Mentions(head)) || (!Weak.Contains(parts[0]) && parts[0].Length > 4 && Mentions(parts[0]))
            : Mentions(head);
    }

    /// <summary>How many of the item's options the text names.</summary>
    public int CountOptions(IReadOnlyDictionary<string, string> options) => options.Count(option => FindOption(option) is not null);

    /// <summary>
    /// What the text has for an option: its value, or for one that is yes, no or none its name ("waterproof", "not water resistant"); null
    /// when it has neither.
    /// </summary>
    public string? FindOption(KeyValuePair<string, string> option) =>
        option.Value.ToUpperInvariant() switch
        {
            "NO" or "NONE" or "NOT RESISTANT" => HasNegated(option.Key) ? $"no {option.Key}" : null,
            "YES" => HasStem(option.Key) && !HasNegated(option.Key) ? option.Key : null,
            _ => Find(option.Value),
        };

    /// <summary>True when the text has the second part of a compound: "watch" for "wristwatch".</summary>
    private bool EndsLike(string word)
    {
        for (var length = LongEnding; length < word.Length; length++)
        {
            if (Mentions(word[^length..]))
            {
                return true;
            }
        }

        return false;
    }

    private bool Mentions(string word) => Contains($" {word} ") || Contains($" {word}s ") || Contains($" {word.TrimEnd('s')} ");

    private bool Contains(string words) => _words.Contains(words, StringComparison.Ordinal);

    private static string Singular(string words) => words.EndsWith("s ", StringComparison.Ordinal) ? words[..^2] + " " : words;

    private static string Normalise(string text)
    {
        var words = new StringBuilder(" ", text.Length + 2);
        foreach (var c in text)
        {
            if (c is '\'' or '\u2019')
            {
                continue;
            }

            var kept = char.IsLetterOrDigit(c) || c is '%' or '.' ? char.ToLowerInvariant(c) : ' ';
            if (kept != ' ' || words[^1] != ' ')
            {
                words.Append(kept);
            }
        }

        if (words[^1] != ' ')
        {
            words.Append(' ');
        }

        return words.Replace(". ", " ").ToString();
    }
}
