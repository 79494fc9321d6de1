using System.Numerics;

namespace Services.Guardrails.Injection;

/// <summary>
/// Hashed features of a piece of text: words, pairs of words, and letters in threes to fives. Binary, so that repetition gains nothing. The
/// shipped weights fit this code only: a change here needs a new training run.
/// </summary>
internal static class NgramFeatures
{
    /// <summary>Number of buckets.</summary>
    public const int Dimensions = 1 << 15;

    /// <summary>Words of the bit set that <see cref="Mark"/> fills.</summary>
    public const int BitSetLength = Dimensions / 64;

    private const uint Offset = 2166136261;
    private const uint Prime = 16777619;
    private const int ShortestGram = 3;
    private const int LongestGram = 5;

    /// <summary>
    /// Sets the bit of each bucket that occurs in <paramref name="words"/> (lower-case, separated by single spaces); returns how many are
    /// set.
    /// </summary>
    public static int Mark(ReadOnlySpan<char> words, Span<ulong> bits)
    {
        bits.Clear();
        MarkWords(words, bits);
        MarkLetters(words, bits);
        var count = 0;
        foreach (var word in bits)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    private static void MarkWords(ReadOnlySpan<char> words, Span<ulong> bits)
    {
        var previous = 0u;
        foreach (var range in words.Split(' '))
        {
            var word = words[range];
            if (word.IsEmpty)
            {
                continue;
            }

            var hash = Hash(word, Offset);
            Set(bits, hash);
            if (previous != 0)
            {
                Set(bits, (previous * 31) ^ hash);
            }

            previous = hash;
        }
    }

    private static void MarkLetters(ReadOnlySpan<char> words, Span<ulong> bits)
    {
        for (var start = 0; start + ShortestGram <= words.Length; start++)
        {
            for (var length = ShortestGram; length <= LongestGram && start + length <= words.Length; length++)
            {
                Set(bits, Hash(words.Slice(start, length), Offset ^ (uint)length));
            }
        }
    }

    private static uint Hash(ReadOnlySpan<char> text, uint seed)
    {
        var hash = seed;
        foreach (var character in text)
        {
            hash = (hash ^ character) * Prime;
        }

        return hash;
    }

    private static void Set(Span<ulong> bits, uint hash)
    {
        var bucket = (int)((hash ^ (hash >> 15)) & (Dimensions - 1));
        bits[bucket / 64] |= 1UL << (bucket % 64);
    }
}
