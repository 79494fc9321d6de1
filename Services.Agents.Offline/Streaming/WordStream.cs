using System.Text.RegularExpressions;

namespace Services.Agents.Offline.Streaming;

/// <summary>Cuts a text into words, each with the white space after it; together they are the text.</summary>
internal static partial class WordStream
{
    public static IEnumerable<string> Split(string text) => Word().Matches(text).Select(match => match.Value);

    [GeneratedRegex(@"\S+\s*|\s+", RegexOptions.NonBacktracking, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Word();
}
