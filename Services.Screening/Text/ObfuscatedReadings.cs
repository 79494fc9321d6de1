using System.Buffers.Text;
using System.Text;
using System.Text.RegularExpressions;

namespace Services.Screening.Text;

/// <summary>Undoes the usual ways of hiding words from a filter while a model still reads them.</summary>
internal static partial class ObfuscatedReadings
{
    private const int MaxEncodedRuns = 8;

    /// <summary>The readings that differ from the plain words.</summary>
    public static IEnumerable<TextView> Of(GuardedText text)
    {
        if (Respelled(text) is { } respelled)
        {
            yield return respelled;
        }

        if (TagCharacters(text.Original) is { } hidden)
        {
            yield return hidden;
        }

        foreach (var decoded in Encoded(text.Visible))
        {
            yield return decoded;
        }

        if (CipherNamed.IsMatch(text.Words.Text))
        {
            yield return WordReading.Of(text.Visible, Rot13);
            yield return WordReading.Of(Reverse(text.Visible));
        }
    }

    [GeneratedRegex(
        @"[A-Za-z][0134578@$!|][A-Za-z]|[0134578@$!|][A-Za-z]{1,20}[0134578@$!|]",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex DigitInsideWord { get; }

    [GeneratedRegex(
        @"(?<![^\W_])(?:\p{L}[ ._*+\-|/\n]{1,3}){5,200}\p{L}(?![^\W_])",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex LettersApart { get; }

    [GeneratedRegex(
        @"[A-Za-z0-9+/_-]{16,}={0,2}",
        PatternDefaults.Options | RegexOptions.NonBacktracking,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Base64Run { get; }

    [GeneratedRegex(
        @"(?:[0-9A-Fa-f]{2}[ :]?){12,}",
        PatternDefaults.Options | RegexOptions.NonBacktracking,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex HexRun { get; }

    [GeneratedRegex(
        @"\b(?:rot ?13|caesar|cipher|backwards?|reversed?|decode|decrypt|unscramble)\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex CipherNamed { get; }

    /// <summary>
    /// The words without whatever disguises their letters, null if nothing does. One reading for all of them: each is as long as the text
    /// and goes through every rule, and a word may be disguised twice.
    /// </summary>
    private static TextView? Respelled(GuardedText text)
    {
        var original = text.Original.AsSpan();
        var looksLike = original.ContainsAnyInRange('\u0370', '\u058F') || original.ContainsAnyInRange('\u0250', '\u02AF');
        var isLeet = DigitInsideWord.IsMatch(text.Visible.Text);
        Func<char, char> letter = (looksLike, isLeet) switch
        {
            (true, true) => static c => FromLeet(CharacterFolding.ToLatin(c)),
            (true, false) => CharacterFolding.ToLatin,
            (false, true) => FromLeet,
            _ => static c => c,
        };
        var reading =
            LettersApart.IsMatch(text.Visible.Text) ? JoinLetters(text.Visible, letter)
            : looksLike || isLeet ? WordReading.Of(text.Visible, letter)
            : null;
        return Misspellings.Restore(reading ?? text.Words) ?? reading;
    }

    private static char FromLeet(char character) =>
        character switch
        {
            '0' => 'o',
            '1' or '!' or '|' => 'i',
            '3' => 'e',
            '4' or '@' => 'a',
            '5' or '$' => 's',
            '7' => 't',
            '8' => 'b',
            _ => character,
        };

    private static char Rot13(char character) => character is >= 'a' and <= 'z' ? (char)('a' + ((character - 'a' + 13) % 26)) : character;

    private static TextView JoinLetters(TextView source, Func<char, char> letter)
    {
        var builder = new TextView.Builder(source.Text.Length);
        var done = 0;
        foreach (Match run in LettersApart.Matches(source.Text))
        {
            CopyWords(builder, source, done, run.Index);
            builder.AddSpace(source, run.Index);
            CopyLetters(builder, source, run);
            done = run.Index + run.Length;
        }

        CopyWords(builder, source, done, source.Text.Length);
        return WordReading.Of(builder.Build(), letter);
    }

    private static void CopyWords(TextView.Builder builder, TextView source, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            builder.Add(source.Text[i], source, i);
        }
    }

    /// <summary>One separator joins; a wider one than most of the run's is a word's end.</summary>
    private static void CopyLetters(TextView.Builder builder, TextView source, Match run)
    {
        var gap = 0;
        for (var i = run.Index; i < run.Index + run.Length; i++)
        {
            if (!char.IsLetter(source.Text[i]))
            {
                gap++;
                continue;
            }

            if (gap > 1)
            {
                builder.AddSpace(source, i - 1);
            }

            builder.Add(source.Text[i], source, i);
            gap = 0;
        }
    }

    private static TextView Reverse(TextView source)
    {
        var builder = new TextView.Builder(source.Text.Length);
        for (var i = source.Text.Length - 1; i >= 0; i--)
        {
            builder.Add(source.Text[i], 0, source.ToOriginal(0, source.Text.Length).Length);
        }

        return builder.Build();
    }

    /// <summary>Unicode tag characters: invisible ASCII that models read.</summary>
    private static TextView? TagCharacters(string text)
    {
        var builder = new TextView.Builder(16);
        var index = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is >= 0xE0020 and <= 0xE007E)
            {
                builder.Add((char)(rune.Value - 0xE0000), index, index + 2);
            }

            index += rune.Utf16SequenceLength;
        }

        return builder.Length > 0 ? WordReading.Of(builder.Build()) : null;
    }

    private static IEnumerable<TextView> Encoded(TextView source)
    {
        foreach (Match run in Base64Run.Matches(source.Text).Take(MaxEncodedRuns))
        {
            if (FromBase64(run.Value) is { } decoded)
            {
                yield return Decoded(source, run, decoded);
            }
        }

        foreach (Match run in HexRun.Matches(source.Text).Take(MaxEncodedRuns))
        {
            var digits = run.Value.Replace(" ", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal);
            if (AsText(Convert.FromHexString(digits)) is { } decoded)
            {
                yield return Decoded(source, run, decoded);
            }
        }
    }

    private static string? FromBase64(string run)
    {
        var url = run.TrimEnd('=').Replace('+', '-').Replace('/', '_');
        url = url[..(url.Length - (url.Length % 4 == 1 ? 1 : 0))];
        return Base64Url.IsValid(url) ? AsText(Base64Url.DecodeFromChars(url)) : null;
    }

    /// <summary>The bytes as text if they are text: valid UTF-8 that is mostly letters and spaces.</summary>
    private static string? AsText(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var readable = text.Count(static c => char.IsLetter(c) || c is ' ' or '.' or ',' or '\'' or '\n');
        return !text.Contains('\uFFFD', StringComparison.Ordinal) && readable * 10 >= text.Length * 8 ? text : null;
    }

    private static TextView Decoded(TextView source, Match run, string decoded)
    {
        var (start, length) = source.ToOriginal(run.Index, run.Length);
        var builder = new TextView.Builder(decoded.Length);
        foreach (var character in decoded)
        {
            builder.Add(character, start, start + length);
        }

        return WordReading.Of(builder.Build());
    }
}
