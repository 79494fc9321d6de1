namespace Services.Guardrails.Verdicts;

/// <summary>Whether the caller's records contain a value.</summary>
internal static class Grounding
{
    /// <summary>
    /// True if <paramref name="value"/> stands in one of the texts verbatim, without regard to case, and not as a part of a longer value.
    /// </summary>
    public static bool Contains(IReadOnlyList<string> texts, string value)
    {
        foreach (var text in texts)
        {
            for (
                var at = text.IndexOf(value, StringComparison.OrdinalIgnoreCase);
                at >= 0;
                at = text.IndexOf(value, at + 1, StringComparison.OrdinalIgnoreCase)
            )
            {
                var end = at + value.Length;
                if ((at == 0 || !IsPart(text[at - 1])) && (end == text.Length || !IsPart(text[end]) || EndsSentence(text, end)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsPart(char character) => char.IsLetterOrDigit(character) || character is '.' or '_' or '-' or '+' or '@' or '%';

    private static bool EndsSentence(string text, int at) => text[at] is '.' or '-' && (at + 1 == text.Length || !IsPart(text[at + 1]));
}
