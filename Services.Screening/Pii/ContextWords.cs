using System.Text.RegularExpressions;

namespace Services.Screening.Pii;

/// <summary>Asks what stands around a bare number, where the number alone does not say what it is.</summary>
internal static class ContextWords
{
    private const int Before = 60;
    private const int After = 30;

    /// <summary>True if <paramref name="words"/> occurs close to the span.</summary>
    public static bool Near(string text, int start, int length, Regex words)
    {
        var from = Math.Max(0, start - Before);
        var to = Math.Min(text.Length, start + length + After);
        return words.IsMatch(text.AsSpan(from, start - from)) || words.IsMatch(text.AsSpan(start + length, to - start - length));
    }

    /// <summary>True if <paramref name="words"/> occurs shortly before the span.</summary>
    public static bool Precedes(string text, int start, int distance, Regex words)
    {
        var from = Math.Max(0, start - distance);
        return words.IsMatch(text.AsSpan(from, start - from));
    }
}
