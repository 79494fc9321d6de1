using Services.Contracts.Ids;

namespace Services.Conversations.Rooms;

/// <summary>
/// The history of rooms: for each a stream in Redis with the newest packets as they go over the wire, numbered from 1 without gaps. Calls
/// reach Redis in the order in which they were made. Thread-safe.
/// </summary>
public interface IRoomLog
{
    /// <summary>
    /// Appends a packet, and its message to the session's log; returns its number, 0 if the same claim was made before, -1 if the
    /// session was deleted. At most 4,096 of
    /// these calls are under way in a process.
    /// </summary>
    /// <exception cref="EventLog.EventLogUnavailableException">Redis is out of reach, or does not keep up.</exception>
    Task<long> AppendAsync(RoomWrite write);

    /// <summary>Whether a message with that claim was written before.</summary>
    Task<bool> IsClaimedAsync(SessionId room, string claimId, CancellationToken cancellationToken);

    /// <summary>
    /// Appends what the session's event <paramref name="seq"/> is in the rooms dialect; false if that or a later one was relayed before.
    /// </summary>
    Task<bool> RelayAsync(SessionId room, long seq, byte[] packet);

    /// <summary>The newest packets, oldest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<RoomPacket>> ReadNewestAsync(SessionId room, int limit, CancellationToken cancellationToken);
}
