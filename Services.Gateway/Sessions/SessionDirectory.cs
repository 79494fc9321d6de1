using Microsoft.Extensions.Options;
using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using Services.Conversations.Sessions;
using Services.Conversations.Vault;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.Caching;
using Services.Gateway.Errors;

namespace Services.Gateway.Sessions;

/// <summary>
/// Finds sessions and decides who may use them: their owner, staff, and who has entered a shared room by its name. Found sessions are
/// cached; the cache forgets one when its end comes by in the event log.
/// </summary>
internal sealed class SessionDirectory(
    ISessionStore store,
    ISessionEventLog log,
    RateLimiter limiter,
    IOptions<SessionLimitOptions> options,
    TimeProvider time
)
{
    private const int MaxRoomName = 128;

    private readonly LruCache<SessionId, Session> _cache = new(
        options.Value.CacheCapacity,
        options.Value.CacheLifetime,
        time,
        static session => session.Room
    );

    // Who has entered a room stays a member: only that they are one is kept.
    private readonly LruCache<(SessionId, string), bool> _members = new(options.Value.CacheCapacity, options.Value.CacheLifetime, time);

    private readonly int _maxOpen = AnyNumberIfZero(options.Value.MaxOpenPerUser);
    private readonly int _maxMembers = AnyNumberIfZero(options.Value.MaxMembersPerRoom);

    /// <summary>Sessions in the cache.</summary>
    public int CachedCount => _cache.Count;

    /// <summary>A new session of the caller's own, unless they have begun too many.</summary>
    public async Task<Outcome<Session>> CreateAsync(
        Caller caller,
        string topic,
        string? metadataJson,
        ReplyPolicy policy,
        CancellationToken cancellationToken
    )
    {
        if (await limiter.TakeSessionAsync(caller, cancellationToken) is { } wait)
        {
            return GatewayError.RateLimited(wait);
        }

        topic = PersonalDataRedaction.Redact(topic);
        metadataJson = PersonalDataRedaction.RedactJson(metadataJson);
        return await store.CreateAsync(caller.UserId, topic, metadataJson, policy, _maxOpen, cancellationToken) is { } session
            ? Cache(session)
            : GatewayError.TooManyOpenSessions;
    }

    /// <summary>The session, if it exists and the caller may use it.</summary>
    public async Task<Outcome<Session>> AuthoriseAsync(Caller caller, string? sessionId, CancellationToken cancellationToken)
    {
        if (!SessionId.TryParse(sessionId, out var id))
        {
            return GatewayError.Invalid("sessionId must be a UUID.");
        }

        if (!_cache.TryGet(id, out var session))
        {
            session = await store.FindAsync(id, cancellationToken);
            if (session is null)
            {
                return GatewayError.SessionNotFound;
            }

            _cache.Set(id, session);
        }

        if (IsOwnOrStaff(caller, session))
        {
            return session;
        }

        // What was said in a room is for those who were let in by its name.
        return session.IsShared && await IsMemberAsync(caller, session, cancellationToken) ? session : GatewayError.SessionAccessDenied;
    }

    /// <summary>
    /// The session behind a room, which has its session's id or a name; made for the caller if nobody has the name yet. <paramref
    /// name="isShared"/> says whether everybody may enter the room that is made.
    /// </summary>
    public async Task<Outcome<Session>> AuthoriseRoomAsync(Caller caller, string room, bool isShared, CancellationToken cancellationToken)
    {
        if (SessionId.TryParse(room, out _))
        {
            return await AuthoriseAsync(caller, room, cancellationToken);
        }

        if (!IsRoomName(room))
        {
            return GatewayError.Invalid($"A room's name has 1 to {MaxRoomName} letters, digits, dots, dashes, underscores or colons.");
        }

        if (PersonalDataRedaction.StandsIn(room))
        {
            return GatewayError.PersonalDataInName;
        }

        if (_cache.TryGetByName(room, out var known) && !known.IsEnded)
        {
            return await EnterAsync(caller, known, cancellationToken);
        }

        var session = await store.FindRoomAsync(room, cancellationToken);
        if (session is null)
        {
            if (await limiter.TakeSessionAsync(caller, cancellationToken) is { } wait)
            {
                return GatewayError.RateLimited(wait);
            }

            session = await store.GetOrCreateForRoomAsync(room, caller.UserId, isShared, _maxOpen, cancellationToken);
            if (session is null)
            {
                return GatewayError.TooManyOpenSessions;
            }
        }

        return await EnterAsync(caller, Cache(session), cancellationToken);
    }

    /// <summary>Ends a session; false if it had ended before.</summary>
    public async Task<bool> EndAsync(SessionId id, CancellationToken cancellationToken)
    {
        var ended = await store.EndAsync(id, cancellationToken);
        _cache.Remove(id);
        return ended;
    }

    /// <summary>Whether a session has ended, on whichever gateway: the store is asked, where the cache may be behind.</summary>
    public async Task<bool> HasEndedAsync(Session session, CancellationToken cancellationToken)
    {
        if (session.IsEnded)
        {
            return true;
        }

        if (await store.FindAsync(session.Id, cancellationToken) is { IsEnded: false })
        {
            return false;
        }

        _cache.Remove(session.Id);
        return true;
    }

    /// <summary>The caller's sessions, most recently used first.</summary>
    public Task<IReadOnlyList<Session>> ListAsync(Caller caller, int limit, CancellationToken cancellationToken) =>
        store.ListAsync(caller.UserId, limit, cancellationToken);

    /// <summary>Something about the session changed elsewhere.</summary>
    public void Forget(SessionId id) => _cache.Remove(id);

    /// <summary>Keeps a session that was found or made; the log of one that was made is begun.</summary>
    private Session Cache(Session session)
    {
        if (session.IsNew)
        {
            log.Begin(session.Id);
            session = session with { IsNew = false };
        }

        _cache.Set(session.Id, session);
        return session;
    }

    private static int AnyNumberIfZero(int limit) => limit == 0 ? int.MaxValue : limit;

    private static bool IsRoomName(string room) =>
        room.Length is > 0 and <= MaxRoomName && room.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':');

    private static bool IsOwnOrStaff(Caller caller, Session session) => session.OwnerId == caller.UserId || Roles.IsStaff(caller.Role);

    /// <summary>Who names a room that everybody may enter becomes a member of it.</summary>
    private async Task<Outcome<Session>> EnterAsync(Caller caller, Session session, CancellationToken cancellationToken)
    {
        if (IsOwnOrStaff(caller, session))
        {
            return session;
        }

        if (!session.IsShared)
        {
            return GatewayError.SessionAccessDenied;
        }

        if (!_members.TryGet((session.Id, caller.UserId), out _))
        {
            if (!await store.AddMemberAsync(session.Id, caller.UserId, _maxMembers, cancellationToken))
            {
                return GatewayError.RoomFull;
            }

            _members.Set((session.Id, caller.UserId), true);
        }

        return session;
    }

    private async Task<bool> IsMemberAsync(Caller caller, Session session, CancellationToken cancellationToken)
    {
        if (_members.TryGet((session.Id, caller.UserId), out _))
        {
            return true;
        }

        if (!await store.IsMemberAsync(session.Id, caller.UserId, cancellationToken))
        {
            return false;
        }

        _members.Set((session.Id, caller.UserId), true);
        return true;
    }
}
