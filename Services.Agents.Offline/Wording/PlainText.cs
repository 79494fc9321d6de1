using System.Text;
using Services.Screening.Text;

namespace Services.Agents.Offline.Wording;

/// <summary>
/// A message as it is read: full-width and styled characters plain, nothing invisible, runs of blanks and of blank lines short, and the
/// words that matter spelt right. Case, punctuation and names stay. Linear in the text.
/// </summary>
internal static class PlainText
{
    private const int MaxWord = 24;

    /// <summary>The reading of a message.</summary>
    public static string Of(string text) => Respell(Fold(text));

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (CharacterFolding.IsInvisible(rune))
            {
                continue;
            }

            if (CharacterFolding.ToPlain(rune) is { } plain)
            {
                Append(folded, plain);
            }
            else
            {
                folded.Append(rune.ToString());
            }
        }

        return folded.ToString().Trim();
    }

    // A run of blanks is one of them, and a line end if there was any.
    private static void Append(StringBuilder folded, char character)
    {
        if (!char.IsWhiteSpace(character))
        {
            folded.Append(character);
            return;
        }

        var blank = character is '\n' or '\r' ? '\n' : ' ';
        if (folded.Length > 0 && folded[^1] is ' ' or '\n')
        {
            folded[^1] = folded[^1] == '\n' ? '\n' : blank;
        }
        else
        {
            folded.Append(blank);
        }
    }

    private static string Respell(string text)
    {
        var respelt = new StringBuilder(text.Length);
        Span<char> lower = stackalloc char[MaxWord];
        var start = 0;
        while (start < text.Length)
        {
            if (!char.IsLetter(text[start]))
            {
                respelt.Append(text[start++]);
                continue;
            }

            var end = start + 1;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || IsInner(text, end)))
            {
                end++;
            }

            var word = text.AsSpan(start, end - start);
            if (word.Length <= MaxWord && !IsName(word, start > 0) && !IsPartOfId(text, start, end))
            {
                word.ToLowerInvariant(lower);
                respelt.Append(Spelling.Correct(lower[..word.Length]) is { } meant ? meant : word);
            }
            else
            {
                respelt.Append(word);
            }

            start = end;
        }

        return respelt.ToString();
    }

    /// <summary>A capital within a sentence that is not shouted begins a name.</summary>
    private static bool IsName(ReadOnlySpan<char> word, bool hasBefore) =>
        hasBefore && word.Length > 1 && char.IsUpper(word[0]) && char.IsLower(word[1]);

    /// <summary>An e-mail address, an id or a placeholder is no word.</summary>
    private static bool IsPartOfId(string text, int start, int end) =>
        (start > 0 && text[start - 1] is '_' or '@' or '[' or '.') || (end < text.Length && text[end] is '_' or '@' or ']');

    private static bool IsInner(string text, int at) => text[at] is '\'' && at + 1 < text.Length && char.IsLetter(text[at + 1]);
}
