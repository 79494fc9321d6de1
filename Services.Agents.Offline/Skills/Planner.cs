using System.Collections.Frozen;
using Services.Agents.Offline.Classification;
using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using Services.Retail.Tools;

namespace Services.Agents.Offline.Skills;

/// <summary>Decides the next step of a conversation. A pure function of what it is given.</summary>
internal static class Planner
{
    private static readonly FrozenDictionary<string, ISkill> Skills = new ISkill[]
    {
        new OrderStatusSkill(),
        new CancelSkill(),
        new ReturnSkill(),
        new SwapSkill(),
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

    public static Step Next(DialogueContext context)
    {
        var step = Sequence.Next(context, One, GoesOn);
        if (context.State.AsksWhy is { } asked && !context.Facts.Any(fact => ToolNames.IsWrite(fact.Name)))
        {
            return Explain(context, step, asked);
        }

        // Where the answer offers the same again, nothing is dropped.
        var dropped =
            context.State.DropsProposal
            && step is Say say
            && Questions.AskedIn(say.Text) is not (Expectation.OfferedCancel or Expectation.OfferedReturn);
        return dropped ? step.Behind(Replies.ProposalDropped) : step;
    }

    private static Step One(DialogueContext context)
    {
        return SkillFor(context).Next(context) switch
        {
            Use use when use.Calls.Any(call => !context.Tools.Contains(call.Tool)) => new Say(Replies.NotHere),
            // Asking for the same again would never end.
            Use use when use.Calls.All(call => Answered(context, call)) => new Say(Replies.LookupFailed),
            var step => step,
        };
    }

    private static bool GoesOn(DialogueContext context) => SkillFor(context).GoesOn(context);

    // The explanation stands where the proposal's own words would; the platform asks for the yes again.
    private static Step Explain(DialogueContext context, Step step, Expectation asked)
    {
        var reason = Reasons.For(context.State, asked);
        return step switch
        {
            Use use when use.Calls.Any(call => ToolNames.IsWrite(call.Tool)) => use with { Text = reason },
            Say say when asked != Expectation.Nothing => say.Behind(reason),
            Say => new Say(reason),
            _ => step,
        };
    }

    private static ISkill SkillFor(DialogueContext context) => Skills.GetValueOrDefault(context.State.Intent) ?? Skills[Intents.Unknown];

    private static bool Answered(DialogueContext context, ToolRequest call) =>
        context.Facts.Any(fact =>
            fact.Name == call.Tool
            && call.Arguments.All(argument => argument.Value is not string text || fact.Argument(argument.Key) == text)
        );
}
