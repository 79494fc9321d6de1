using System.Text.RegularExpressions;

namespace Services.Agents.Offline.Streaming;

/// <summary>
/// What is left to say of a reply of which the beginning was delivered. As a rule the reply is the same again and its rest follows exactly.
/// If it has changed since (the data did, or what was delivered had been redacted), it goes on with a new paragraph and leaves out every
/// sentence that was said already.
/// </summary>
internal static partial class ResumedReply
{
    private const double SameSentence = 0.6;

    /// <summary>Each sentence of the reply is compared with so many of those that were delivered last: more than any reply has.</summary>
    private const int MaxSentences = 100;

    public static string RemainderAfter(string delivered, string reply)
    {
        if (reply.StartsWith(delivered, StringComparison.Ordinal))
        {
            return reply[delivered.Length..];
        }

        var said = Sentences(delivered).Distinct().TakeLast(MaxSentences).Select(Words).Where(words => words.Count > 0).ToList();
        var rest = string.Concat(Sentences(reply).Where(sentence => !said.Exists(words => Overlap(words, Words(sentence)) >= SameSentence)))
            .Trim();
        return rest.Length == 0 ? "" : Close(delivered) + rest;
    }

    // Ends what was cut in the middle of a sentence or of bold text, and begins a paragraph.
    private static string Close(string delivered)
    {
        var bold = Bold().Count(delivered) % 2 == 1 ? "**" : "";
        var trimmed = delivered.TrimEnd();
        var ended = trimmed.Length == 0 || ".!?:|*)".Contains(trimmed[^1], StringComparison.Ordinal);
        return trimmed.Length == 0 ? "" : $"{(ended ? "" : "…")}{bold}\n\n";
    }

    private static IEnumerable<string> Sentences(string text) => Sentence().Matches(text).Select(match => match.Value);

    private static HashSet<string> Words(string sentence) => [.. Word().Matches(sentence.ToUpperInvariant()).Select(match => match.Value)];

    private static double Overlap(HashSet<string> one, HashSet<string> other)
    {
        if (other.Count == 0)
        {
            return 0;
        }

        var shared = one.Count(other.Contains);
        return (double)shared / Math.Min(one.Count, other.Count);
    }

    [GeneratedRegex(@"[^\n]*?[.!?:](?:\s+|$)|[^\n]+\n*|\n+", RegexOptions.NonBacktracking, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"[\p{L}\p{N}#$.-]+", RegexOptions.NonBacktracking, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<!\\)\*\*", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Bold();
}
