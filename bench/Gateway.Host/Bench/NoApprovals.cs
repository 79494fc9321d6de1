using Services.Contracts.Ids;
using Services.Conversations.Approvals;

namespace Gateway.Host.Bench;

/// <summary>A measurement asks nobody for anything.</summary>
internal sealed class NoApprovals : IApprovalStore
{
    public Task AddAsync(Approval approval, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task MarkAskedAsync(ApprovalId id, long seq, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<Approval?> FindAsync(ApprovalId id, CancellationToken cancellationToken) => Task.FromResult<Approval?>(null);

    public Task<Approval?> FindForTurnAsync(SessionId session, TurnId turn, CancellationToken cancellationToken) =>
        Task.FromResult<Approval?>(null);

    public Task<bool> TryResolveAsync(ApprovalId id, TurnId turn, ApprovalStatus status, CancellationToken cancellationToken) =>
        Task.FromResult(false);

    public Task<IReadOnlyList<(ApprovalId Id, SessionId Session)>> ExpireAsync(int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<(ApprovalId Id, SessionId Session)>>([]);
}
