using Services.Contracts.Events;
using Services.Contracts.Ids;

namespace Services.Conversations.Rooms;

/// <summary>A packet for a room.</summary>
public sealed record RoomWrite
{
    /// <summary>The room's session.</summary>
    public required SessionId Room { get; init; }

    /// <summary>The packet as it goes over the wire.</summary>
    public required byte[] Packet { get; init; }

    /// <summary>The message for the session's event log; null if it is or comes there by another way.</summary>
    public UserMessage? Message { get; init; }

    /// <summary>True if the message is, or will be, among the session's stored messages.</summary>
    public bool IsStored { get; init; }

    /// <summary>Names the message among those of its sender, so that a repeat is not written; null if it cannot be repeated.</summary>
    public string? ClaimId { get; init; }
}
