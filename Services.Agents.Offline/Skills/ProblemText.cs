using System.Text.RegularExpressions;
using Services.Agents.Offline.History;
using Services.Agents.Offline.Understanding;

namespace Services.Agents.Offline.Skills;

/// <summary>What the user wrote about a problem, as text for a ticket or for a person.</summary>
internal static partial class ProblemText
{
    private const int LongestProblem = 2_000;
    private const int SummaryMessages = 4;
    private const int MinWords = 3;

    /// <summary>The problem, or null while nothing but "open a ticket" was said.</summary>
    public static string? Of(DialogueContext context)
    {
        var task = context.State.Task;
        if (task.LastOrDefault(mentions => mentions.Answering == ExpectedAnswer.TicketText) is { } answer)
        {
            return Clean(answer.Text);
        }

        // "Yes" to the offer of a ticket: the problem is what was said before.
        if (task is [.., { Answering: ExpectedAnswer.OfferedTicket }])
        {
            var before = context.History.Entries.OfType<UserUtterance>().Select(user => user.Text).SkipLast(1).LastOrDefault();
            return before is null ? null : Clean(before);
        }

        var said = Request().Replace(task[^1].Text, " ").Trim(' ', ',', '.', ':', '!', '-');
        return WordCount(said) >= MinWords ? Clean(said) : null;
    }

    /// <summary>True when a ticket was asked for or agreed to; false when only a problem was told.</summary>
    public static bool IsRequested(DialogueContext context) =>
        context.State.Task.Any(mentions =>
            mentions.Answering is ExpectedAnswer.TicketText or ExpectedAnswer.OfferedTicket || Request().IsMatch(mentions.Text)
        );

    /// <summary>The comment, or null while there is none.</summary>
    public static string? Comment(DialogueContext context)
    {
        var task = context.State.Task;
        if (task.LastOrDefault(mentions => mentions.Answering == ExpectedAnswer.CommentText) is { } answer)
        {
            return Clean(answer.Text);
        }

        foreach (var mentions in task.Reverse())
        {
            if (CommentBody().Match(mentions.Text) is { Success: true } match)
            {
                return Clean(match.Groups["body"].Value);
            }
        }

        return null;
    }

    /// <summary>The user's latest messages, for the person who takes over.</summary>
    public static string Summary(DialogueContext context)
    {
        var said = context.History.Entries.OfType<UserUtterance>().Select(user => Clean(user.Text)).TakeLast(SummaryMessages);
        var about = context.State.FocusOrder is { } order ? $" It was about order {order}." : "";
        return $"The customer wrote: {string.Join(" / ", said.Select(text => $"\"{text}\""))}.{about}";
    }

    private static string Clean(string text)
    {
        var line = Space().Replace(text, " ").Trim();
        return line.Length <= LongestProblem ? line : line[..(LongestProblem - 1)] + "…";
    }

    private static int WordCount(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    [GeneratedRegex(
        @"\b(?:(?:please|can you|could you|i want to|i need to|i'd like to|i would like "
            + @"to)\s+)*(?:open|create|file|raise|submit|start|log|make|report)\s+(?:(?:a|an|the|another|new|"
            + @"support)\s+)*(?:tickets?|cases?|requests?|incident|problem|issue)\b(?:\s+(?:please|for (?:this|it|me)|about "
            + @"this))?(?:\s+(?:because|about|that|for|saying|with))?|^\s*(?:please|yes)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Request();

    [GeneratedRegex(
        @"(?:ticket|case|comment|note)(?:\s+(?:#|T-)?\d+)?\s*(?::|\bthat\b|\bsaying\b|-)\s*(?<body>\S.{3,})$",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex CommentBody();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Space();
}
