using System.Text.RegularExpressions;

namespace Services.Evals.Evaluators;

/// <summary>The words of a text that carry meaning, cut to their stems.</summary>
internal static partial class ContentWords
{
    private static readonly HashSet<string> Stopwords = new(StringComparer.Ordinal)
    {
        "the",
        "and",
        "for",
        "you",
        "your",
        "can",
        "could",
        "would",
        "please",
        "with",
        "that",
        "this",
        "have",
        "has",
        "had",
        "are",
        "was",
        "were",
        "will",
        "what",
        "when",
        "where",
        "which",
        "who",
        "how",
        "why",
        "does",
        "did",
        "do",
        "is",
        "it",
        "its",
        "my",
        "me",
        "mine",
        "our",
        "from",
        "not",
        "but",
        "all",
        "any",
        "about",
        "into",
        "want",
        "need",
        "like",
        "just",
        "get",
        "got",
        "there",
        "here",
        "them",
        "they",
        "then",
        "than",
        "been",
        "being",
        "some",
        "tell",
        "know",
        "see",
        "one",
        "let",
        "now",
        "yes",
        "also",
        "order",
        "orders",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "at",
        "i",
        "by",
        "be",
        "or",
        "if",
        "so",
        "as",
        "we",
        "us",
        "no",
        "ok",
        "okay",
        "sure",
        "go",
        "ahead",
        "thing",
        "things",
    };

    /// <summary>The stems; empty for texts such as "yes please".</summary>
    public static HashSet<string> Of(string text) =>
        [.. Word.Matches(text.ToLowerInvariant()).Select(static m => m.Value).Where(static w => !Stopwords.Contains(w)).Select(Stem)];

    private static string Stem(string word)
    {
        foreach (var suffix in (ReadOnlySpan<string>)["ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "ly", "s", "e"])
        {
            if (word.Length - suffix.Length >= 4 && word.EndsWith(suffix, StringComparison.Ordinal))
            {
                return word[..^suffix.Length];
            }
        }

        return word;
    }

    [GeneratedRegex(@"[\p{L}][\p{L}'’-]{1,30}", RegexOptions.CultureInvariant, Sentences.PatternTimeout)]
    private static partial Regex Word { get; }
}
