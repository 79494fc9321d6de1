using Services.Agents.Offline.Classification;
using Services.Agents.Offline.History;
using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using Services.Retail.Tools;

namespace Services.Agents.Offline.Skills;

/// <summary>
/// Answers what the record of the conversation knows: whether something was done, a yes to what is done already, and a yes that was sent
/// before the question.
/// </summary>
internal static class RecordAnswer
{
    private const string NotDone = "No, I have not done that in this conversation.";

    private const string TakenBack = "All right, I am here again. What can I do for you?";

    private const string PersonHasIt =
        "A person from our team has this conversation and will answer you here. If you would rather go on with me, write *continue "
        + "with the "
        + "assistant*.";

    private const string Afresh = "All right, let's start afresh. What can I do for you?";

    private const string NothingDone = "No, nothing was changed in this conversation.";

    private const string AskedAfterwards =
        "Your message was sent before I had asked, so I have done nothing yet. The question stands: please answer it with yes or no.";

    /// <summary>The answer; null where the record decides nothing.</summary>
    public static DialogueAction? For(DialogueContext context)
    {
        if (context.Facts.Any())
        {
            return null;
        }

        var state = context.State;
        if (state.Done is [.., { Name: ToolNames.TransferToHuman }] && DialogueCues.TakesBack(state.Last.Text))
        {
            return new ReplyAction(TakenBack);
        }

        if (state.Done is [.., { Name: ToolNames.TransferToHuman }] && IsSmallTalk(state.Intent))
        {
            return new ReplyAction(PersonHasIt);
        }

        if (DialogueCues.StartsOver(state.Last.Text))
        {
            return new ReplyAction(state.Done.Count == 0 ? Afresh : $"{Afresh} What was done before stays as it is.");
        }

        if (DialogueCues.Undoes(state.Last.Text) && state.Done.Count > 0)
        {
            return Reversal.Of(context, Reversal.Meant(state.Last.Text, state.Done));
        }

        if (state.HasOpenProposal && context.Agrees)
        {
            return new ReplyAction(AskedAfterwards);
        }

        if (state is { Intent: Intents.Affirm, MessagesSinceDone: 1, Done: [.., var last] } && context.Agrees)
        {
            return new ReplyAction($"That is done already. {Sentence(last.Name, EffectText.Describe(last.Name, last.Result))}");
        }

        if (!DialogueCues.AsksWhetherDone(state.Last.Text))
        {
            return null;
        }

        var asked = state.Done.Where(done => DialogueCues.IsAbout(state.Last.Text, done.Name)).ToList();
        return asked switch
        {
            [_, ..] => new ReplyAction(
                string.Join("\n\n", asked.Select(done => Sentence(done.Name, EffectText.Describe(done.Name, done.Result))).Prepend("Yes."))
            ),
            // What was done is never denied: which of it was meant, the customer sees.
            _ when DialogueCues.AsksWhatYouDid(state.Last.Text) && state.Done.Count > 0 => new ReplyAction(
                string.Join(
                    "\n\n",
                    state
                        .Done.Select(done => Sentence(done.Name, EffectText.Describe(done.Name, done.Result)))
                        .Prepend("This is what I have done in this conversation:")
                )
            ),
            _ when DialogueCues.AsksWhatYouDid(state.Last.Text) => new ReplyAction(NotDone),
            _ when state.Done.Count == 0 && DialogueCues.IsAboutAnyChange(state.Last.Text) => new ReplyAction(NothingDone),
            _ => null,
        };
    }

    private static bool IsSmallTalk(string intent) =>
        intent is Intents.Greeting or Intents.Unknown or Intents.HumanAgent or Intents.Thanks or Intents.Affirm or Intents.ContactSupport;

    /// <summary>The effect as a sentence of its own, without the word that opens it right after the change.</summary>
    private static string Sentence(string tool, string effect)
    {
        const string Opening = "Done: ";
        return tool != ToolNames.TransferToHuman && effect.StartsWith(Opening, StringComparison.Ordinal)
            ? char.ToUpperInvariant(effect[Opening.Length]) + effect[(Opening.Length + 1)..]
            : effect;
    }
}
