using Services.Contracts.Access;
using Services.Contracts.Ids;

namespace Services.Conversations.StaffApprovals;

/// <summary>
/// Approvals of staff, in PostgreSQL. Every way out of <see cref="StaffApprovalStatus.Pending"/> is a compare-and-set with exactly one
/// winner. Says nothing about who may decide: that is the caller's business.
/// </summary>
public interface IStaffApprovalStore
{
    /// <summary>
    /// Takes the customer's yes to a pending approval, and opens its second stage in the same step. Idempotent for the turn that did it.
    /// </summary>
    Task<Escalation> EscalateAsync(
        ApprovalId id,
        TurnId turn,
        Caller customer,
        DateTimeOffset expiresAt,
        CancellationToken cancellationToken
    );

    /// <summary>The approval, or null.</summary>
    Task<StaffApproval?> FindAsync(ApprovalId id, CancellationToken cancellationToken);

    /// <summary>The newest that waits in a session; null if none does.</summary>
    Task<StaffApproval?> FindOpenAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>
    /// Those that wait, the longest first, or those that do not any more, the newest first; at most <paramref name="limit"/>.
    /// </summary>
    Task<IReadOnlyList<StaffApproval>> ListAsync(bool pending, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Decides what is pending and in time, in a session that has not ended and that no person has. True for the one that decided.
    /// </summary>
    Task<bool> TryDecideAsync(ApprovalId id, Caller by, bool approved, string? reason, CancellationToken cancellationToken);

    /// <summary>Takes back what is pending. True for the one that did.</summary>
    Task<bool> TryWithdrawAsync(ApprovalId id, CancellationToken cancellationToken);

    /// <summary>Marks what is overdue as expired, at most <paramref name="limit"/>; each is returned to exactly one caller.</summary>
    Task<IReadOnlyList<StaffApproval>> ExpireAsync(int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Decisions whose turns have not ended and that nobody has handed to the workers since <paramref name="before"/>; each is returned to
    /// one caller, who hands it over.
    /// </summary>
    Task<IReadOnlyList<StaffApproval>> TakeUnfinishedAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
