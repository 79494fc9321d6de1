using System.Buffers;

namespace Services.Screening.Pii;

/// <summary>A run of ASCII digits.</summary>
internal readonly record struct DigitGroup(int Start, int Length)
{
    /// <summary>The first character after it.</summary>
    public int End => Start + Length;
}

/// <summary>Numbers that are written in groups.</summary>
internal static class DigitGroups
{
    private const int LongestSeparator = 3;
    private const int LongNumber = 13;
    private const int LongestOddSeparator = 8;
    private static readonly SearchValues<char> Separators = SearchValues.Create(" \t\r\n._/\\*-");
    private static readonly SearchValues<char> OddSeparators = SearchValues.Create(" \t\r\n._/\\*-()[]{}|\u2013\u2014");

    /// <summary>
    /// The digit groups of a text in order. A short group that is glued to a letter or a number sign belongs to a reference and is left
    /// out.
    /// </summary>
    public static IReadOnlyList<DigitGroup> In(string text)
    {
        var groups = new List<DigitGroup>();
        var index = 0;
        while (index < text.Length)
        {
            if (!char.IsAsciiDigit(text[index]))
            {
                index++;
                continue;
            }

            var start = index;
            while (index < text.Length && char.IsAsciiDigit(text[index]))
            {
                index++;
            }

            var glued =
                (start > 0 && (char.IsLetter(text[start - 1]) || text[start - 1] == '#'))
                || (index < text.Length && char.IsLetter(text[index]));
            if (!glued || index - start >= LongNumber)
            {
                groups.Add(new DigitGroup(start, index - start));
            }
        }

        return groups;
    }

    /// <summary>
    /// True if one and the same short separator stands between the groups from <paramref name="first"/> to <paramref name="last"/>. Checks
    /// the last gap; callers extend group by group.
    /// </summary>
    public static bool AreOneNumber(string text, IReadOnlyList<DigitGroup> groups, int first, int last)
    {
        if (last == first)
        {
            return true;
        }

        var gap = Between(text, groups[last - 1], groups[last]);
        return gap.Length <= LongestSeparator
            && !gap.ContainsAnyExcept(Separators)
            && (last - first == 1 || gap.SequenceEqual(Between(text, groups[first], groups[first + 1])));
    }

    /// <summary>
    /// True if what stands between the last two groups is short and nothing but separators and brackets, however uneven the gaps are: a
    /// number in brackets, or one group under the other. Says little by itself.
    /// </summary>
    public static bool AreOddlyOneNumber(string text, IReadOnlyList<DigitGroup> groups, int first, int last)
    {
        if (last == first)
        {
            return true;
        }

        var gap = Between(text, groups[last - 1], groups[last]);
        return gap.Length <= LongestOddSeparator && !gap.ContainsAnyExcept(OddSeparators);
    }

    /// <summary>True for the groups that cards are printed in: fours, with a shorter rest, eights, and 4-6-5.</summary>
    public static bool HasPrintedShape(IReadOnlyList<DigitGroup> groups, int first, int last) =>
        last > first && groups[first].Length is 4 or 8 && HasUsualShape(groups, first, last);

    /// <summary>True for one group, groups of one size with a shorter rest, and American Express' 4-6-5.</summary>
    public static bool HasUsualShape(IReadOnlyList<DigitGroup> groups, int first, int last)
    {
        if (last - first == 2 && groups[first].Length == 4 && groups[first + 1].Length == 6)
        {
            return groups[last].Length is 4 or 5;
        }

        var size = groups[first].Length;
        for (var i = first + 1; i < last; i++)
        {
            if (groups[i].Length != size)
            {
                return false;
            }
        }

        return groups[last].Length <= size;
    }

    private static ReadOnlySpan<char> Between(string text, DigitGroup left, DigitGroup right) =>
        text.AsSpan(left.End, right.Start - left.End);
}
