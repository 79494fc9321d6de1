using Services.Contracts.Ids;
using Services.Conversations.Erasure;

namespace Gateway.Host.Bench;

/// <summary>A measurement keeps nothing that could be deleted.</summary>
internal sealed class NoErasures : IErasureStore
{
    public Task<ErasureReport?> EraseAsync(SessionId session, CancellationToken cancellationToken) => Task.FromResult<ErasureReport?>(null);

    public Task<IReadOnlyList<SessionId>> DueAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SessionId>>([]);

    public Task<IReadOnlyList<ErasedSession>> PendingAsync(string store, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ErasedSession>>([]);

    public Task CompleteAsync(SessionId session, string store, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) => Task.CompletedTask;
}
