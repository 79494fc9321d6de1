using System.Globalization;
using System.Text.RegularExpressions;

namespace Services.Conversations.Vault;

/// <summary>What stands in the place of a datum: <c>[KIND_NUMBER]</c>.</summary>
internal static partial class Placeholder
{
    /// <summary>The placeholder of a session's nth datum of a kind, from 1.</summary>
    public static string Of(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"[{kind}_{number}]");

    /// <summary>Those that occur in a text, each once.</summary>
    public static HashSet<string> In(string text) =>
        text.Contains('[', StringComparison.Ordinal) ? [.. Pattern().EnumerateMatches(text).ToTexts(text)] : [];

    /// <summary>The kind.</summary>
    public static string KindOf(string placeholder) => placeholder[1..placeholder.IndexOf('_', StringComparison.Ordinal)];

    /// <summary>The text with each of them replaced by what is known of it.</summary>
    public static string Replace(string text, IReadOnlyDictionary<string, string> originals) =>
        originals.Count == 0 ? text : Pattern().Replace(text, match => originals.GetValueOrDefault(match.Value, match.Value));

    private static List<string> ToTexts(this Regex.ValueMatchEnumerator matches, string text)
    {
        var found = new List<string>();
        foreach (var match in matches)
        {
            found.Add(text.Substring(match.Index, match.Length));
        }

        return found;
    }

    [GeneratedRegex(@"\[(?:email|phone|card|iban|id)_[0-9]{1,6}\]", RegexOptions.NonBacktracking, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Pattern();
}
