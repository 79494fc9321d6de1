namespace Services.Gateway.SocketIo.Packets;

/// <summary>A decoded packet: a view on the received bytes, valid as long as they are.</summary>
internal readonly ref struct SocketPacket
{
    /// <summary>What the packet is.</summary>
    public required SocketPacketType Type { get; init; }

    /// <summary>How many binary messages follow; 0 for packets without binary arguments.</summary>
    public required int Attachments { get; init; }

    /// <summary>The namespace as UTF-8, with its leading slash.</summary>
    public required ReadOnlySpan<byte> Namespace { get; init; }

    /// <summary>The id that pairs an event with its answer; null if no answer is wanted.</summary>
    public required ulong? AckId { get; init; }

    /// <summary>The JSON part, not yet parsed; may be empty.</summary>
    public required ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>True for the packets that carry an event.</summary>
    public bool IsEvent => Type is SocketPacketType.Event or SocketPacketType.BinaryEvent;
}
