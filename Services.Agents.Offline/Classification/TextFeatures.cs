using System.Globalization;
using System.Text;
using Services.Screening.Text;

namespace Services.Agents.Offline.Classification;

/// <summary>
/// Turns a message into hashed word and character n-grams. Order numbers, e-mail addresses and numbers become placeholders, so that the
/// classifier learns how people ask and not about which order.
/// </summary>
internal static class TextFeatures
{
    /// <summary>How many buckets n-grams are hashed into.</summary>
    public const int Buckets = 1 << 15;

    private static readonly string[] Masked = ["[card_", "[phone_", "[iban_", "[id_"];

    private const int MaxLength = 600;
    private const int ShortestCharGram = 3;
    private const int LongestCharGram = 5;
    private const double WordShare = 0.6;

    /// <summary>Bucket and weight of each n-gram; word and character n-grams have a fixed share of the unit length each.</summary>
    public static Dictionary<int, float> Extract(string text)
    {
        var words = Tokenize(text);
        var wordGrams = new Dictionary<int, float>();
        var charGrams = new Dictionary<int, float>();
        for (var i = 0; i < words.Count; i++)
        {
            Count(wordGrams, 'u', words[i]);
            Count(wordGrams, 'b', i == 0 ? "^ " + words[i] : words[i - 1] + " " + words[i]);
            if (i + 2 < words.Count)
            {
                Count(wordGrams, 's', words[i] + " " + words[i + 2]);
            }
        }

        if (words.Count > 0)
        {
            Count(wordGrams, 'b', words[^1] + " $");
        }

        foreach (var word in words)
        {
            var padded = $"_{word}_";
            for (var length = ShortestCharGram; length <= LongestCharGram; length++)
            {
                for (var start = 0; start + length <= padded.Length; start++)
                {
                    Count(charGrams, 'c', padded.AsSpan(start, length));
                }
            }
        }

        return Merge(wordGrams, charGrams);
    }

    /// <summary>The message's words: lower case, without accents and apostrophes, with placeholders.</summary>
    public static List<string> Tokenize(string text)
    {
        var words = new List<string>();
        var cut = text.Length > MaxLength ? text[..MaxLength] : text;
        foreach (var chunk in cut.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if ((chunk.Contains('@') && chunk.Contains('.')) || chunk.Contains("[email_", StringComparison.Ordinal))
            {
                words.Add("<email>");
                continue;
            }

            if (Masked.Any(kind => chunk.Contains(kind, StringComparison.Ordinal)))
            {
                // A number that is masked says nothing about what is wanted.
                continue;
            }

            AddWords(Fold(chunk), words);
        }

        return words;
    }

    private static void AddWords(string chunk, List<string> words)
    {
        var start = -1;
        for (var i = 0; i <= chunk.Length; i++)
        {
            var inside = i < chunk.Length && char.IsLetterOrDigit(chunk[i]);
            if (inside && start < 0)
            {
                start = i;
            }
            else if (!inside && start >= 0)
            {
                words.Add(Placeholder(chunk[start..i]));
                start = -1;
            }
        }
    }

    private static string Placeholder(string word)
    {
        var digits = word.Count(char.IsAsciiDigit);
        return digits switch
        {
            >= 5 when digits >= word.Length - 1 => "<order>",
            > 0 when digits == word.Length => "<number>",
            _ => word,
        };
    }

    private static string Fold(string chunk)
    {
        var folded = new StringBuilder(chunk.Length);
        foreach (var c in chunk)
        {
            if (c is not ('\'' or '\u2019') && char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(CharacterFolding.WithoutMark(char.ToLowerInvariant(c)));
            }
        }

        return folded.ToString();
    }

    private static void Count(Dictionary<int, float> grams, char kind, ReadOnlySpan<char> gram)
    {
        var hash = (2166136261u ^ kind) * 16777619u;
        foreach (var c in gram)
        {
            hash = (hash ^ c) * 16777619u;
        }

        hash ^= hash >> 16;
        var bucket = (int)(hash % Buckets);
        grams[bucket] = grams.GetValueOrDefault(bucket) + 1;
    }

    private static Dictionary<int, float> Merge(Dictionary<int, float> wordGrams, Dictionary<int, float> charGrams)
    {
        var merged = new Dictionary<int, float>(wordGrams.Count + charGrams.Count);
        foreach (var (grams, share) in new[] { (wordGrams, WordShare), (charGrams, 1 - WordShare) })
        {
            var length = Math.Sqrt(grams.Values.Sum(count => (double)count * count));
            foreach (var (bucket, count) in grams)
            {
                merged[bucket] = merged.GetValueOrDefault(bucket) + (float)(Math.Sqrt(share) * count / length);
            }
        }

        return merged;
    }
}
