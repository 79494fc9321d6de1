namespace Services.Orchestrator.Replies;

/// <summary>Finds where text may be cut so that a guard sees whole statements.</summary>
internal static class SentenceBoundary
{
    private static readonly string[] Abbreviations = ["mr.", "mrs.", "ms.", "dr.", "st.", "no.", "vs.", "e.g.", "i.e.", "approx.", "inc."];

    /// <summary>
    /// The position after the last complete sentence with the space that follows it; 0 if there is none. A sentence ends at a line break,
    /// or at a full stop, question or exclamation mark (closing quotes and brackets included) that white space follows: "$12.50" and an
    /// abbreviation do not end one, and neither does a mark at the very end of the text, since more may follow.
    /// </summary>
    public static int LastEnd(ReadOnlySpan<char> text)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (text[i] == '\n')
            {
                return i + 1;
            }

            if (char.IsWhiteSpace(text[i]) && i > 0 && EndsSentence(text[..i]))
            {
                return i + 1;
            }
        }

        return 0;
    }

    /// <summary>
    /// Where to cut text that has no sentence end: after its last white space that does not stand between two digits, so that no number is
    /// torn apart; 0 if there is no such place.
    /// </summary>
    public static int LastSafeCut(ReadOnlySpan<char> text)
    {
        for (var i = text.Length - 1; i > 0; i--)
        {
            if (!char.IsWhiteSpace(text[i]))
            {
                continue;
            }

            var digitsBefore = char.IsAsciiDigit(text[i - 1]);
            var digitsAfter = i + 1 == text.Length || char.IsAsciiDigit(text[i + 1]);
            if (!(digitsBefore && digitsAfter))
            {
                return i + 1;
            }
        }

        return 0;
    }

    private static bool EndsSentence(ReadOnlySpan<char> text)
    {
        var end = text.TrimEnd("\"'”’)]*_");
        if (end.IsEmpty || end[^1] is not ('.' or '!' or '?' or '…' or '。' or '！' or '？'))
        {
            return false;
        }

        var word = end[(end.LastIndexOfAny(' ', '\n', '\t') + 1)..];
        foreach (var abbreviation in Abbreviations)
        {
            if (word.Equals(abbreviation, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }
}
