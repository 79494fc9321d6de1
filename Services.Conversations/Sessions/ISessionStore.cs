using Services.Contracts.Ids;

namespace Services.Conversations.Sessions;

/// <summary>Sessions in PostgreSQL. Says nothing about who may do what: that is the caller's business.</summary>
public interface ISessionStore
{
    /// <summary>
    /// Creates a session; with an empty topic it is named after its first message. Null if its owner has <paramref name="maxOpen"/>
    /// sessions that have not ended, or more.
    /// </summary>
    Task<Session?> CreateAsync(
        string ownerId,
        string topic,
        string? metadataJson,
        ReplyPolicy policy,
        int maxOpen,
        CancellationToken cancellationToken
    );

    /// <summary>Creates a session that queues its messages, however many its owner has.</summary>
    async Task<Session> CreateAsync(string ownerId, string topic, string? metadataJson, CancellationToken cancellationToken) =>
        (await CreateAsync(ownerId, topic, metadataJson, ReplyPolicy.Queue, int.MaxValue, cancellationToken))!;

    /// <summary>The session, or null.</summary>
    Task<Session?> FindAsync(SessionId id, CancellationToken cancellationToken);

    /// <summary>The session behind a room name that has not ended, or null.</summary>
    Task<Session?> FindRoomAsync(string room, CancellationToken cancellationToken);

    /// <summary>
    /// The session behind a room name; created, and owned by <paramref name="ownerId"/>, if there is none that has not ended. <paramref
    /// name="isShared"/> is for the one that is created. Safe under races: all callers get the same one. Null if it would have to be
    /// created, and its owner has <paramref name="maxOpen"/> sessions that have not ended, or more.
    /// </summary>
    Task<Session?> GetOrCreateForRoomAsync(string room, string ownerId, bool isShared, int maxOpen, CancellationToken cancellationToken);

    /// <summary>The same, with a room of its owner's own, however many sessions they have.</summary>
    async Task<Session> GetOrCreateForRoomAsync(string room, string ownerId, CancellationToken cancellationToken) =>
        (await GetOrCreateForRoomAsync(room, ownerId, isShared: false, int.MaxValue, cancellationToken))!;

    /// <summary>The owner's sessions, most recently used first.</summary>
    Task<IReadOnlyList<Session>> ListAsync(string ownerId, int limit, CancellationToken cancellationToken);

    /// <summary>Ends a session; false if it was ended before or does not exist.</summary>
    Task<bool> EndAsync(SessionId id, CancellationToken cancellationToken);

    /// <summary>
    /// The user has entered a shared room; nothing happens if they had before. False if <paramref name="max"/> others have, or more.
    /// </summary>
    Task<bool> AddMemberAsync(SessionId id, string userId, int max, CancellationToken cancellationToken);

    /// <summary>True if the user has ever entered the shared room.</summary>
    Task<bool> IsMemberAsync(SessionId id, string userId, CancellationToken cancellationToken);

    /// <summary>
    /// Ends sessions that nobody has used since <paramref name="before"/>, shared rooms and those that a person has or is waited for in
    /// excepted, at most <paramref name="limit"/>. Of several callers each session is returned to exactly one.
    /// </summary>
    Task<IReadOnlyList<SessionId>> EndIdleAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
