namespace Services.Screening.Text;

/// <summary>
/// Restores the words that attacks are made of when they are misspelt on purpose: letters inside a word swapped ("ignroe"), or one letter
/// wrong, missing or too many in a long word. Readers and models hardly notice.
/// </summary>
internal static class Misspellings
{
    private const int LongWord = 7;

    private static readonly string[] Keywords =
    [
        "ignore",
        "disregard",
        "forget",
        "bypass",
        "override",
        "reveal",
        "repeat",
        "previous",
        "prior",
        "instructions",
        "instruction",
        "guidelines",
        "restrictions",
        "directives",
        "system",
        "prompt",
        "rules",
        "jailbreak",
        "developer",
        "unrestricted",
    ];

    /// <summary>The words with misspelt keywords restored; null if there are none.</summary>
    public static TextView? Restore(TextView words)
    {
        var text = words.Text;
        var builder = new TextView.Builder(text.Length);
        var restored = false;
        var start = 0;
        while (start < text.Length)
        {
            var space = text.IndexOf(' ', start);
            var end = space < 0 ? text.Length : space;
            var keyword = KeywordFor(text.AsSpan(start, end - start));
            restored |= keyword is not null;
            Copy(builder, words, keyword, start, end);
            if (space >= 0)
            {
                builder.Add(' ', words, space);
            }

            start = end + 1;
        }

        return restored ? builder.Build() : null;
    }

    private static void Copy(TextView.Builder builder, TextView words, string? keyword, int start, int end)
    {
        if (keyword is null)
        {
            for (var i = start; i < end; i++)
            {
                builder.Add(words.Text[i], words, i);
            }

            return;
        }

        for (var i = 0; i < keyword.Length; i++)
        {
            builder.Add(keyword[i], words, Math.Min(start + i, end - 1));
        }
    }

    private static string? KeywordFor(ReadOnlySpan<char> word)
    {
        foreach (var keyword in Keywords)
        {
            if (word.SequenceEqual(keyword))
            {
                return null;
            }
        }

        foreach (var keyword in Keywords)
        {
            if (
                word.Length >= 5
                && word[0] == keyword[0]
                && (
                    SpellingDistance.IsScrambled(word, keyword) || (keyword.Length >= LongWord && SpellingDistance.IsOneEdit(word, keyword))
                )
            )
            {
                return keyword;
            }
        }

        return null;
    }
}
