using Services.Agents.Offline.History;
using Services.Agents.Offline.Understanding;

namespace Services.Agents.Offline.Skills;

/// <summary>
/// Keeps a conversation from going in circles: the same reply is not given twice in a row. The second time it is put otherwise, the third
/// time a person is offered.
/// </summary>
internal static class Repetition
{
    private const string NotUnderstood =
        "I still don't understand, I'm sorry. Please put it in other words, for example *where is my order*, *cancel my last order* "
        + "or *I want to "
        + "return something*.";

    private const string Circles = "We are going in circles, and I'm sorry for that. A person can look at it with you.";

    /// <summary>The action, put otherwise where it would repeat the reply before.</summary>
    public static DialogueAction Check(DialogueContext context, DialogueAction action)
    {
        if (
            action is not ReplyAction { Text: var text }
            || context.History.Entries.OfType<AssistantUtterance>().LastOrDefault() is not { } before
        )
        {
            return action;
        }

        var second = Second(context, text);
        return IsSame(before.Text, text) ? new ReplyAction(second)
            : IsSame(before.Text, second) ? new ReplyAction($"{Circles} {Questions.OfferHuman}")
            : action;
    }

    private static string Second(DialogueContext context, string text) =>
        context.State.Intent == Classification.Intents.Unknown ? NotUnderstood
        : Questions.AskedIn(text) is ExpectedAnswer.Nothing or >= ExpectedAnswer.OfferedTicket ? $"It is as I said before. {text}"
        : $"I can't go on without an answer to this. {text}";

    // What the platform adds to a reply comes in paragraphs of its own.
    private static bool IsSame(string before, string text) =>
        before.StartsWith(text, StringComparison.Ordinal)
        && (before.Length == text.Length || before.AsSpan(text.Length).StartsWith("\n\n", StringComparison.Ordinal));
}
