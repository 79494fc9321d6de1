using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Conversations.StaffApprovals;

namespace Gateway.Host.Bench;

/// <summary>A measurement asks no staff.</summary>
internal sealed class NoStaffApprovals : IStaffApprovalStore
{
    private static readonly Task<IReadOnlyList<StaffApproval>> None = Task.FromResult<IReadOnlyList<StaffApproval>>([]);

    public Task<Escalation> EscalateAsync(
        ApprovalId id,
        TurnId turn,
        Caller customer,
        DateTimeOffset expiresAt,
        CancellationToken cancellationToken
    ) => Task.FromResult(new Escalation(null, []));

    public Task<StaffApproval?> FindAsync(ApprovalId id, CancellationToken cancellationToken) => Task.FromResult<StaffApproval?>(null);

    public Task<StaffApproval?> FindOpenAsync(SessionId session, CancellationToken cancellationToken) =>
        Task.FromResult<StaffApproval?>(null);

    public Task<IReadOnlyList<StaffApproval>> ListAsync(bool pending, int limit, CancellationToken cancellationToken) => None;

    public Task<bool> TryDecideAsync(ApprovalId id, Caller by, bool approved, string? reason, CancellationToken cancellationToken) =>
        Task.FromResult(false);

    public Task<bool> TryWithdrawAsync(ApprovalId id, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<IReadOnlyList<StaffApproval>> ExpireAsync(int limit, CancellationToken cancellationToken) => None;

    public Task<IReadOnlyList<StaffApproval>> TakeUnfinishedAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        None;
}
