using Services.Contracts.Turns;

namespace Services.Orchestrator.Nodes;

/// <summary>
/// What the platform itself says when a turn has changed something and its reply does not come to an end: the customer is told what was
/// done, whatever kept the assistant from saying it.
/// </summary>
internal static class EffectNotice
{
    /// <summary>The sentences; null when nothing was changed, or the reply came to its end.</summary>
    public static string? Of(TurnOutcome outcome, IReadOnlyList<string> effects, bool hasText)
    {
        if (effects.Count == 0 || outcome is TurnOutcome.Completed or TurnOutcome.AwaitingApproval)
        {
            return null;
        }

        var done = string.Join(' ', effects);
        var cause = outcome == TurnOutcome.Interrupted ? "You stopped this reply" : "This reply could not be finished";
        return $"{(hasText ? "\n\n" : "")}{cause}, but what you had agreed to was done. {done}";
    }
}
