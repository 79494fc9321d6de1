using Services.Contracts.Ids;

namespace Services.Conversations.Approvals;

/// <summary>Approvals. Every way out of <see cref="ApprovalStatus.Pending"/> is a compare-and-set with exactly one winner.</summary>
public interface IApprovalStore
{
    /// <summary>
    /// Stores a pending approval; a second call with the same id changes nothing. An older one of the session that is still open is
    /// superseded.
    /// </summary>
    Task AddAsync(Approval approval, CancellationToken cancellationToken);

    /// <summary>The question stands in the session's log under that number; the first one stays.</summary>
    Task MarkAskedAsync(ApprovalId id, long seq, CancellationToken cancellationToken);

    /// <summary>The approval, or null.</summary>
    Task<Approval?> FindAsync(ApprovalId id, CancellationToken cancellationToken);

    /// <summary>The session's open approval, or the one that <paramref name="turn"/> has resolved already; null if there is none.</summary>
    Task<Approval?> FindForTurnAsync(SessionId session, TurnId turn, CancellationToken cancellationToken);

    /// <summary>
    /// Resolves it if it is pending and, unless it is being superseded, has not expired. True for the winner: the turn that resolved it so,
    /// then or in an earlier attempt.
    /// </summary>
    Task<bool> TryResolveAsync(ApprovalId id, TurnId turn, ApprovalStatus status, CancellationToken cancellationToken);

    /// <summary>Marks what is overdue as expired, at most <paramref name="limit"/>; each is returned to exactly one caller.</summary>
    Task<IReadOnlyList<(ApprovalId Id, SessionId Session)>> ExpireAsync(int limit, CancellationToken cancellationToken);
}
