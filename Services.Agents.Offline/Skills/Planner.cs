using System.Collections.Frozen;
using Services.Agents.Offline.Classification;
using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using Services.Retail.Tools;

namespace Services.Agents.Offline.Skills;

/// <summary>Decides the next action of a conversation. A pure function of what it is given.</summary>
internal static class Planner
{
    private static readonly FrozenDictionary<string, ISkill> Skills = new ISkill[]
    {
        new OrderStatusSkill(),
        new CancelSkill(),
        new ReturnSkill(),
        new ItemChangeSkill(),
        new OrderChangeSkill(),
        new RefundSkill(),
        new CatalogueSkill(),
        new AccountSkill(),
        new SupportSkill(),
        new AnalyticsSkill(),
        new SmallTalkSkill(),
    }
        .SelectMany(skill => skill.Intents.Select(intent => KeyValuePair.Create(intent, skill)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The intents that some skill carries out.</summary>
    public static IEnumerable<string> Covered => Skills.Keys;

    public static DialogueAction Next(DialogueContext context)
    {
        if (RecordAnswer.For(context) is { } known)
        {
            return Repetition.Check(context, known);
        }

        return Repetition.Check(context, Carry(context));
    }

    private static DialogueAction Carry(DialogueContext context)
    {
        var action =
            Amendment.For(context)
            ?? Amendment.Again(context)
            ?? Amendment.Check(context, Amendment.Merge(context, RequestSequence.Next(context, One, HasMore)));
        if (context.State.AsksWhy is { } asked && !context.HasWritten)
        {
            return Explain(context, action, asked);
        }

        // Where the answer offers the same again, nothing is dropped.
        var dropped =
            context.State.DropsProposal
            && !context.HasWritten
            && action is ReplyAction reply
            && Questions.AskedIn(reply.Text)
                is not (ExpectedAnswer.OfferedCancel or ExpectedAnswer.OfferedReturn or ExpectedAnswer.OfferedExchange);
        return (dropped ? action.Prepend(StandardReplies.ProposalDropped) : action).Opened(StanceAnswer.OfRefused(context.State.Refused));
    }

    private static DialogueAction One(DialogueContext context)
    {
        if (StanceAnswer.For(context) is { } answer)
        {
            return answer;
        }

        return StanceAnswer.Gate(context, SkillFor(context).Next(context)) switch
        {
            CallToolsAction calling when calling.Calls.Any(call => !context.Tools.Contains(call.Tool)) => new ReplyAction(
                StandardReplies.NotAvailable
            ),
            // Asking for the same again would never end.
            CallToolsAction calling when calling.Calls.All(call => Answered(context, call)) => new ReplyAction(
                StandardReplies.LookupFailed
            ),
            var action => action,
        };
    }

    private static bool HasMore(DialogueContext context) => SkillFor(context).HasMore(context);

    // The explanation stands where the proposal's own words would; the platform asks for the yes again.
    private static DialogueAction Explain(DialogueContext context, DialogueAction action, ExpectedAnswer asked)
    {
        var reason = ExplanationText.For(context.State, asked);
        return action switch
        {
            CallToolsAction calling when calling.Calls.Any(call => ToolNames.IsWrite(call.Tool)) => calling with { Text = reason },
            ReplyAction reply when asked != ExpectedAnswer.Nothing => reply.Prepend(reason),
            ReplyAction => new ReplyAction(reason),
            _ => action,
        };
    }

    private static ISkill SkillFor(DialogueContext context) => Skills.GetValueOrDefault(context.State.Intent) ?? Skills[Intents.Unknown];

    private static bool Answered(DialogueContext context, ToolRequest call) =>
        context.Facts.Any(fact =>
            fact.Name == call.Tool
            && call.Arguments.All(argument => argument.Value is not string text || fact.Argument(argument.Key) == text)
        );
}
