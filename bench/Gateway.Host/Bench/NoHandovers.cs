using Npgsql;
using Services.Contracts.Ids;
using Services.Contracts.Messages;
using Services.Conversations.Handovers;

namespace Gateway.Host.Bench;

/// <summary>A measurement has no people who take conversations.</summary>
internal sealed class NoHandovers : IHandoverStore
{
    private static readonly Task<HandoverResult> Standing = Task.FromResult(new HandoverResult(false, Responder.Assistant, 0));

    public Task<HandoverResult> FindAsync(SessionId session, CancellationToken cancellationToken) => Standing;

    public Task<HandoverResult> RequestAsync(SessionId session, MessageAuthor by, string? reason, CancellationToken cancellationToken) =>
        Standing;

    public Task<HandoverResult> RequestAsync(
        NpgsqlConnection connection,
        SessionId session,
        MessageAuthor by,
        string? reason,
        CancellationToken cancellationToken
    ) => Standing;

    public Task<HandoverResult> ClaimAsync(SessionId session, MessageAuthor by, CancellationToken cancellationToken) => Standing;

    public Task<HandoverResult> TakeBackAsync(SessionId session, MessageAuthor by, CancellationToken cancellationToken) => Standing;

    public Task<HandoverResult> ReturnAsync(
        SessionId session,
        MessageAuthor by,
        ResponderKind from,
        string? summary,
        CancellationToken cancellationToken
    ) => Standing;

    public Task<IReadOnlyList<OpenHandover>> ListAsync(int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<OpenHandover>>([]);
}
