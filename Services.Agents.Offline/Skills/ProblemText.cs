using System.Text.RegularExpressions;
using Services.Agents.Offline.Classification;
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
            return WordCount(answer.Text) >= MinWords || !IsReply(answer.Text) ? Clean(answer.Text) : Earlier(context);
        }

        // "Yes" to the offer of a ticket: the problem is what was said before.
        if (task is [.., { Answering: ExpectedAnswer.OfferedTicket }])
        {
            return Earlier(context) is { } told ? told
                : context.History.Entries.OfType<UserUtterance>().Select(user => user.Text).SkipLast(1).LastOrDefault() is { } before
                    ? Clean(before)
                : null;
        }

        var said = Request().Replace(task[^1].Text, " ").Trim(' ', ',', '.', ':', '!', '-');
        return WordCount(said) >= MinWords ? Clean(said) : Earlier(context);
    }

    /// <summary>The problem that was told last before the message to answer, or null.</summary>
    private static string? Earlier(DialogueContext context) =>
        context
            .History.Entries.OfType<UserUtterance>()
            .SkipLast(1)
            .TakeLast(SummaryMessages)
            .Select(static user => user.Text)
            .LastOrDefault(IsProblem)
            is { } told
            ? Clean(told)
            : null;

    /// <summary>The message to answer, as the text of a ticket.</summary>
    public static string Told(DialogueContext context) => Clean(context.History.LastUserText);

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

    /// <summary>True for a yes, a no or another word that says nothing of its own. Classifies it anew.</summary>
    private static bool IsReply(string text) =>
        IntentClassifier.Shared.Classify(text)
            is { IsSure: true, Intent: Intents.Affirm or Intents.Deny or Intents.Thanks or Intents.Greeting }
        || DialogueCues.Refuses(text);

    /// <summary>True for a text that tells of something that went wrong. Classifies it anew.</summary>
    private static bool IsProblem(string text) =>
        Danger.IsIn(text)
        || (!Request().IsMatch(text) && WordCount(text) > MinWords && IsProblemIntent(text))
        || OrderCues.DeniesReceipt(text);

    private static bool IsProblemIntent(string text) =>
        IntentClassifier.Shared.Classify(text)
            is { IsSure: true, Intent: Intents.Complaint or Intents.PaymentIssue or Intents.CreateTicket };

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
