namespace Chaos.Audit;

/// <summary>What was agreed to was done once or not at all, and what was said of it is true.</summary>
internal static class DeedChecks
{
    private const string Nothing = "nothing was changed";

    public static IEnumerable<Finding> Of(SessionRecord session) => session.Wishes.SelectMany(wish => Of(session, wish));

    private static IEnumerable<Finding> Of(SessionRecord session, Wish wish)
    {
        var executions = session.Executions.Where(execution => execution.Subject == wish.Subject && execution.Tool == wish.Tool).ToList();
        if (executions.Count > 1 || wish.Times > 1)
        {
            yield return Finding(
                FindingKind.Doubled,
                $"done {Math.Max(executions.Count, wish.Times)} times, in {string.Join(", ", executions.Select(e => e.TurnId))}"
            );
        }

        if (wish.IsDone != executions.Count > 0)
        {
            yield return Finding(
                FindingKind.Contradiction,
                wish.IsDone ? "in the business data without a tool's record of it" : "recorded by its tool, not in the business data"
            );
        }

        if (wish.IsDone && !wish.IsAgreed)
        {
            yield return Finding(FindingKind.Contradiction, wish.IsDeclined ? "done though the customer said no" : "done without a yes");
        }

        if (wish is { IsAgreed: true, IsHeard: true, IsDone: false })
        {
            yield return Finding(FindingKind.Contradiction, $"agreed to, and not done: '{string.Join("' / '", wish.Replies)}'");
        }

        var told = wish.Replies.FirstOrDefault(Tells);
        if (told is not null && !wish.IsDone)
        {
            yield return Finding(FindingKind.Contradiction, $"not done, and told as done: '{told}'");
        }

        if (told is null && wish is { IsDone: true, Replies.Count: > 0 } && !TellsState())
        {
            yield return Finding(FindingKind.Contradiction, $"done, and never told: '{string.Join("' / '", wish.Replies)}'");
        }

        if (wish.IsDone && wish.Replies.FirstOrDefault(Denies) is { } denial)
        {
            yield return Finding(FindingKind.Contradiction, $"done, and denied: '{denial}'");
        }

        if (wish.StateReply is { } state && TellsState() != wish.IsDone)
        {
            yield return Finding(FindingKind.Contradiction, $"{(wish.IsDone ? "done" : "not done")}, and its state is told as '{state}'");
        }

        bool TellsState() => wish.StateReply?.Contains(wish.StateText!, StringComparison.OrdinalIgnoreCase) == true;

        bool Tells(string reply) => reply.Contains(wish.DoneText, StringComparison.OrdinalIgnoreCase);

        bool Denies(string reply) => reply.Contains(Nothing, StringComparison.OrdinalIgnoreCase) && !Tells(reply);

        Finding Finding(FindingKind kind, string what) => new(kind, session.SessionId, $"{wish.Tool} of {wish.Subject}: {what}.");
    }
}
