namespace Services.Conversations.Rooms;

/// <summary>A packet of a room's log.</summary>
/// <param name="Seq">From 1, without gaps.</param>
/// <param name="Packet">As it went over the wire.</param>
/// <param name="IsStored">True if the message is among the session's stored messages.</param>
public readonly record struct RoomPacket(long Seq, ReadOnlyMemory<byte> Packet, bool IsStored);
