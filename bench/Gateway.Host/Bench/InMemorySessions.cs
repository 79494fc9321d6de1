using System.Security.Cryptography;
using System.Text;
using Services.Contracts.Ids;
using Services.Contracts.Sessions;
using Services.Conversations.Sessions;

namespace Gateway.Host.Bench;

/// <summary>
/// Sessions without a database: which there are, the newest of them, and whose they are, and nothing else, so that the memory measured is
/// the gateway's. A room's session has an id made of the room's name. Thread-safe.
/// </summary>
internal sealed class InMemorySessions(TimeProvider time) : ISessionStore
{
    private const int Generation = 20_000;

    private readonly Lock _gate = new();

    // Sessions and their owners; a shared room's has none.
    private Dictionary<SessionId, string?> _newer = [];
    private Dictionary<SessionId, string?> _older = [];

    /// <summary>Makes a session of that id; false if there is one.</summary>
    public bool TryAdopt(SessionId id, string? owner)
    {
        lock (_gate)
        {
            if (_newer.ContainsKey(id) || _older.ContainsKey(id))
            {
                return false;
            }

            if (_newer.Count == Generation)
            {
                _older = _newer;
                _newer = [];
            }

            _newer.Add(id, owner);
            return true;
        }
    }

    public Task<Session?> CreateAsync(
        string ownerId,
        string topic,
        string? metadataJson,
        ReplyPolicy policy,
        int maxOpen,
        CancellationToken cancellationToken
    )
    {
        var id = SessionId.New();
        TryAdopt(id, ownerId);
        return Task.FromResult<Session?>(Describe(id, ownerId) with { Topic = topic, Policy = policy, IsNew = true });
    }

    public Task<Session?> FindAsync(SessionId id, CancellationToken cancellationToken) =>
        Task.FromResult(TryFind(id, out var owner) ? Describe(id, owner) : null);

    public Task<Session?> FindRoomAsync(string room, CancellationToken cancellationToken) =>
        Task.FromResult(IdOf(room) is var id && TryFind(id, out var owner) ? Describe(id, owner) with { Room = room } : null);

    public Task<Session?> GetOrCreateForRoomAsync(
        string room,
        string ownerId,
        bool isShared,
        int maxOpen,
        CancellationToken cancellationToken
    )
    {
        var id = IdOf(room);
        var owner = isShared ? null : ownerId;
        return Task.FromResult<Session?>(Describe(id, owner) with { Room = room, IsNew = TryAdopt(id, owner) });
    }

    public Task<IReadOnlyList<Session>> ListAsync(string ownerId, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Session>>([]);

    public Task<bool> EndAsync(SessionId id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_newer.Remove(id) | _older.Remove(id));
        }
    }

    public Task<bool> AddMemberAsync(SessionId id, string userId, int max, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<bool> IsMemberAsync(SessionId id, string userId, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<IReadOnlyList<SessionId>> EndIdleAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SessionId>>([]);

    private static SessionId IdOf(string room) => new(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(room)).AsSpan(0, 16)));

    private bool TryFind(SessionId id, out string? owner)
    {
        lock (_gate)
        {
            return _newer.TryGetValue(id, out owner) || _older.TryGetValue(id, out owner);
        }
    }

    private Session Describe(SessionId id, string? owner)
    {
        var now = time.GetUtcNow();
        return new Session
        {
            Id = id,
            Topic = "",
            OwnerId = owner ?? "",
            Status = SessionStatus.Active,
            IsShared = owner is null,
            CreatedAt = now,
            LastActivityAt = now,
        };
    }
}
