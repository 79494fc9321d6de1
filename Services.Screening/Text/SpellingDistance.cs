namespace Services.Screening.Text;

/// <summary>How a misspelt word differs from the one that was meant.</summary>
internal static class SpellingDistance
{
    /// <summary>The same first and last letter with those between in another order. Lower-case ASCII letters only.</summary>
    public static bool IsScrambled(ReadOnlySpan<char> word, ReadOnlySpan<char> keyword)
    {
        if (word.Length != keyword.Length || word[^1] != keyword[^1])
        {
            return false;
        }

        Span<int> counts = stackalloc int[26];
        for (var i = 0; i < word.Length; i++)
        {
            if (!char.IsAsciiLetterLower(word[i]))
            {
                return false;
            }

            counts[word[i] - 'a']++;
            counts[keyword[i] - 'a']--;
        }

        return counts.IndexOfAnyExcept(0) < 0;
    }

    /// <summary>Two letters beside each other swapped.</summary>
    public static bool IsSwapped(ReadOnlySpan<char> word, ReadOnlySpan<char> keyword)
    {
        if (word.Length != keyword.Length)
        {
            return false;
        }

        var same = word.CommonPrefixLength(keyword);
        return same + 1 < word.Length
            && word[same] == keyword[same + 1]
            && word[same + 1] == keyword[same]
            && word[(same + 2)..].SequenceEqual(keyword[(same + 2)..]);
    }

    /// <summary>One letter replaced, missing or too many.</summary>
    public static bool IsOneEdit(ReadOnlySpan<char> word, ReadOnlySpan<char> keyword)
    {
        if (Math.Abs(word.Length - keyword.Length) > 1)
        {
            return false;
        }

        var same = word.CommonPrefixLength(keyword);
        var restOfWord = word[same..];
        var restOfKeyword = keyword[same..];
        return (word.Length - keyword.Length) switch
        {
            0 => restOfWord[1..].SequenceEqual(restOfKeyword[1..]),
            1 => restOfWord[1..].SequenceEqual(restOfKeyword),
            _ => restOfWord.SequenceEqual(restOfKeyword[1..]),
        };
    }
}
