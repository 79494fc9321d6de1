using Services.Contracts.Ids;
using Services.Conversations.Rooms;

namespace Services.Gateway.Dialects.Rooms;

/// <summary>
/// Writes messages into a room's history and, with the same call, into the session's log, which brings them to everybody in the room but
/// their sender, on whichever gateway. The log bounds what is under way.
/// </summary>
internal sealed class RoomMessageWriter(IRoomLog log)
{
    /// <summary>The packet of a message.</summary>
    public static byte[] PacketOf(RoomsMessage message) =>
        RoomsPacket.Write(RoomsEvents.NewMessage, message, RoomsDialectJson.Default.RoomsMessage);

    /// <summary>Whether the message was written before. Without a claim it cannot be a repeat, and nobody is asked.</summary>
    public Task<bool> IsRepeatAsync(SessionId room, string? claimId) =>
        claimId is null ? Task.FromResult(false) : log.IsClaimedAsync(room, claimId, CancellationToken.None);

    /// <summary>
    /// Writes the message; completes with its number once Redis has it, in the order of the calls: 0 if it was written before, -1 if the
    /// room was deleted.
    /// </summary>
    public Task<long> SendAsync(RoomWrite write) => log.AppendAsync(write);
}
