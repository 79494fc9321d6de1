namespace Services.Gateway.SocketIo.Packets;

/// <summary>Socket.IO protocol 5: the kinds of packet, with their digits as values.</summary>
internal enum SocketPacketType : byte
{
    /// <summary>Joins a namespace.</summary>
    Connect = 0,

    /// <summary>Leaves a namespace.</summary>
    Disconnect = 1,

    /// <summary>An event with arguments.</summary>
    Event = 2,

    /// <summary>The answer to an event.</summary>
    Ack = 3,

    /// <summary>A refused <see cref="Connect"/>.</summary>
    ConnectError = 4,

    /// <summary>An event whose binary arguments follow as attachments.</summary>
    BinaryEvent = 5,

    /// <summary>An answer whose binary arguments follow as attachments.</summary>
    BinaryAck = 6,
}
