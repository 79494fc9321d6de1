using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Transcripts;
using Services.Agents.Offline.Understanding;
using Services.Retail.Tools;

namespace Services.Agents.Offline.Skills;

/// <summary>
/// Takes the requests of one message in turn: questions are answered first, then changes are proposed one by one, each after what came of
/// the one before.
/// </summary>
internal static class Sequence
{
    private const string OtherTopic = "Please ask me about the other thing separately.";

    /// <summary>The next step.</summary>
    /// <param name="context">The conversation; its state is of the first request.</param>
    /// <param name="one">The next step for one request.</param>
    /// <param name="goesOn">True when the first request itself has another change to make.</param>
    public static Step Next(DialogueContext context, Func<DialogueContext, Step> one, Func<DialogueContext, bool> goesOn)
    {
        var written = context.Facts.Where(fact => ToolNames.IsWrite(fact.Name)).ToList();
        if (written.Count > 0)
        {
            return After(context, written, one, goesOn);
        }

        List<string> said = [];
        foreach (var question in context.State.Also.Where(request => request.Reads))
        {
            switch (one(context.About(question)))
            {
                case Use read:
                    return read;
                case Say answer:
                    said.Add(answer.Text == Replies.NotHere ? OtherTopic : answer.Text);
                    break;
            }
        }

        // The same question is asked once.
        var first = one(context);
        if (first is Say { Text: var text } && Questions.AskedIn(text) is not Expectation.Nothing and var asked)
        {
            said.RemoveAll(answer => Questions.AskedIn(answer) == asked);
        }

        return first switch
        {
            Use use when !use.Calls.Any(call => ToolNames.IsWrite(call.Tool)) => use,
            Say answer when !new Request(context.State.Intent, "").Writes => answer.Before([.. said]),
            _ => first.Behind([.. said]),
        };
    }

    private static Step After(
        DialogueContext context,
        List<ToolUsed> written,
        Func<DialogueContext, Step> one,
        Func<DialogueContext, bool> goesOn
    )
    {
        var last = written[^1];
        var outcome = context.Transcript.Entries[^1] == last ? Outcomes.Describe(last) : "";
        if (last.IsDeclined)
        {
            return new Say(outcome);
        }

        var rest = goesOn(context) ? context : Following(context, written.Count);
        if (rest is null)
        {
            return new Say(outcome);
        }

        var step = one(rest);
        return (step is Say { Text: Replies.NotHere } ? new Say(OtherTopic) : step).Behind(outcome);
    }

    private static DialogueContext? Following(DialogueContext context, int written) =>
        context.State.Also.Where(request => request.Writes).ElementAtOrDefault(written - 1) is { } request ? context.About(request) : null;
}
