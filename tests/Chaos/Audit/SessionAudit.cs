namespace Chaos.Audit;

/// <summary>All that is asked of a session afterwards.</summary>
internal static class SessionAudit
{
    public static IReadOnlyList<Finding> Of(SessionRecord session) =>
        [.. TurnChecks.Of(session), .. StreamChecks.Of(session), .. DeedChecks.Of(session)];
}
