using Services.Contracts.Ids;

namespace Services.Conversations.Rooms;

/// <summary>
/// What was said in the rooms dialect: for each room a stream in Redis with the newest packets as they go over the wire, numbered from 1 without
/// gaps, and a publication of each on the session's signals channel (<c>ORIGIN room SEQ\nPACKET</c>). Calls reach Redis in the order in which
/// they were made. Thread-safe.
/// </summary>
public interface IRoomLog
{
    /// <summary>Appends a packet and publishes it; returns its number, 0 if the same claim was made before.</summary>
    Task<long> AppendAsync(RoomWrite write);

    /// <summary>Appends what the session's event <paramref name="seq"/> is in the rooms dialect; false if that or a later one was relayed before.</summary>
    Task<bool> RelayAsync(SessionId room, long seq, byte[] packet);

    /// <summary>The newest packets, oldest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<RoomPacket>> ReadNewestAsync(SessionId room, int limit, CancellationToken cancellationToken);
}
