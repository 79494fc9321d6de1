using Services.Agents.Offline.History;
using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using Services.Retail.Tools;

namespace Services.Agents.Offline.Skills;

/// <summary>
/// Takes the requests of one message in turn: questions are answered first, then changes are proposed one by one, each after what came of
/// the one before.
/// </summary>
internal static class RequestSequence
{
    private const string OtherTopic = "Please ask me about the other thing separately.";

    /// <summary>The next action.</summary>
    /// <param name="context">The conversation; its state is of the first request.</param>
    /// <param name="one">The next action for one request.</param>
    /// <param name="hasMore">True when the first request itself has another change to make.</param>
    public static DialogueAction Next(
        DialogueContext context,
        Func<DialogueContext, DialogueAction> one,
        Func<DialogueContext, bool> hasMore
    )
    {
        var written = context.Facts.Where(fact => ToolNames.IsWrite(fact.Name)).ToList();
        if (written.Count > 0)
        {
            return After(context, written, one, hasMore);
        }

        List<string> said = [];
        foreach (var question in context.State.Also.Where(request => request.Reads))
        {
            switch (one(context.About(question)))
            {
                case CallToolsAction read:
                    return read;
                case ReplyAction answer:
                    said.Add(answer.Text == StandardReplies.NotAvailable ? OtherTopic : answer.Text);
                    break;
            }
        }

        // The same question is asked once.
        var first = one(context);
        if (first is ReplyAction { Text: var text } && Questions.AskedIn(text) is not ExpectedAnswer.Nothing and var asked)
        {
            said.RemoveAll(answer => Questions.AskedIn(answer) == asked);
        }

        return first switch
        {
            CallToolsAction calling when !calling.Calls.Any(call => ToolNames.IsWrite(call.Tool)) => calling,
            ReplyAction answer when !new Request(context.State.Intent, "").Writes => answer.Append([.. said]),
            _ => first.Prepend([.. said]),
        };
    }

    private static DialogueAction After(
        DialogueContext context,
        List<CompletedToolCall> written,
        Func<DialogueContext, DialogueAction> one,
        Func<DialogueContext, bool> hasMore
    )
    {
        var last = written[^1];
        var outcome = context.History.Entries[^1] == last ? OutcomeText.Describe(last) : "";
        if (last.IsDeclined)
        {
            return new ReplyAction(outcome);
        }

        var rest = hasMore(context) ? context : Following(context, written);
        if (rest is null)
        {
            return new ReplyAction(outcome);
        }

        var action = one(rest);
        return (action is ReplyAction { Text: StandardReplies.NotAvailable } ? new ReplyAction(OtherTopic) : action).Prepend(outcome);
    }

    // The first request may have made several changes, one order after the other.
    private static DialogueContext? Following(DialogueContext context, List<CompletedToolCall> written)
    {
        var first = StanceAnswer.ToolOf(context.State.Intent);
        var others = written.Count(call => call.Name != first);
        return context.State.Also.Where(request => request.Writes).ElementAtOrDefault(others) is { } request
            ? context.About(request)
            : null;
    }
}
