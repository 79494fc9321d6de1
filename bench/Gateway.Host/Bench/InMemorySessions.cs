using Services.Contracts.Ids;
using Services.Contracts.Sessions;
using Services.Conversations.Sessions;
using Services.Gateway.Caching;

namespace Gateway.Host.Bench;

/// <summary>Sessions without a database: the newest of them, as long as the process lives. Thread-safe.</summary>
internal sealed class InMemorySessions(TimeProvider time) : ISessionStore
{
    private const int Capacity = 20_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly LruCache<SessionId, Session> _sessions = new(Capacity, Lifetime, time, static session => session.Room);
    private readonly Lock _gate = new();

    /// <summary>Makes a session of that id; false if there is one.</summary>
    public bool TryAdopt(SessionId id, string ownerId)
    {
        lock (_gate)
        {
            if (_sessions.TryGet(id, out _))
            {
                return false;
            }

            Add(id, ownerId, id.ToString(), null, isShared: false, ReplyPolicy.Queue);
            return true;
        }
    }

    public Task<Session> CreateAsync(
        string ownerId,
        string topic,
        string? metadataJson,
        ReplyPolicy policy,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            return Task.FromResult(Add(SessionId.New(), ownerId, topic, null, isShared: false, policy));
        }
    }

    public Task<Session?> FindAsync(SessionId id, CancellationToken cancellationToken) =>
        Task.FromResult(_sessions.TryGet(id, out var session) ? session : null);

    public Task<Session?> FindRoomAsync(string room, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(FindRoom(room));
        }
    }

    public Task<Session> GetOrCreateForRoomAsync(string room, string ownerId, bool isShared, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (FindRoom(room) is { } known)
            {
                return Task.FromResult(known);
            }

            return Task.FromResult(Add(SessionId.New(), ownerId, room, room, isShared, ReplyPolicy.Queue));
        }
    }

    public Task<IReadOnlyList<Session>> ListAsync(string ownerId, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Session>>([]);

    public Task<bool> EndAsync(SessionId id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_sessions.TryGet(id, out var session) || session.IsEnded)
            {
                return Task.FromResult(false);
            }

            _sessions.Set(id, session with { Status = SessionStatus.Ended });
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<SessionId>> EndIdleAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SessionId>>([]);

    private Session? FindRoom(string room) => _sessions.TryGetByName(room, out var session) && !session.IsEnded ? session : null;

    private Session Add(SessionId id, string ownerId, string topic, string? room, bool isShared, ReplyPolicy policy)
    {
        var now = time.GetUtcNow();
        var session = new Session
        {
            Id = id,
            Topic = topic,
            OwnerId = ownerId,
            Room = room,
            Status = SessionStatus.Active,
            IsShared = isShared,
            Policy = policy,
            CreatedAt = now,
            LastActivityAt = now,
        };
        _sessions.Set(id, session);
        return session with { IsNew = true };
    }
}
