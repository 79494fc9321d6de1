using Services.Contracts.Ids;

namespace Services.Conversations.Sessions;

/// <summary>Sessions in PostgreSQL. Says nothing about who may do what: that is the caller's business.</summary>
public interface ISessionStore
{
    /// <summary>Creates a session.</summary>
    Task<Session> CreateAsync(string ownerId, string topic, string? metadataJson, CancellationToken cancellationToken);

    /// <summary>The session, or null.</summary>
    Task<Session?> FindAsync(SessionId id, CancellationToken cancellationToken);

    /// <summary>The session behind a room name; created, and owned by <paramref name="ownerId"/>, if there is none. Safe under races: all callers get the same one.</summary>
    Task<Session> GetOrCreateForRoomAsync(string room, string ownerId, CancellationToken cancellationToken);

    /// <summary>The owner's sessions, most recently used first.</summary>
    Task<IReadOnlyList<Session>> ListAsync(string ownerId, int limit, CancellationToken cancellationToken);

    /// <summary>Ends a session; false if it was ended before or does not exist.</summary>
    Task<bool> EndAsync(SessionId id, CancellationToken cancellationToken);
}
