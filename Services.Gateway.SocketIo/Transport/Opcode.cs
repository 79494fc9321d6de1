namespace Services.Gateway.SocketIo.Transport;

/// <summary>What a frame is (RFC 6455, section 5.2).</summary>
internal enum Opcode : byte
{
    /// <summary>More of the message before.</summary>
    Continuation = 0x0,

    /// <summary>UTF-8.</summary>
    Text = 0x1,

    /// <summary>Bytes.</summary>
    Binary = 0x2,

    /// <summary>The connection ends.</summary>
    Close = 0x8,

    /// <summary>Wants a pong.</summary>
    Ping = 0x9,

    /// <summary>Answers a ping.</summary>
    Pong = 0xA,
}
