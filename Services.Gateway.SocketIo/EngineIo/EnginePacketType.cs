namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>Engine.IO protocol 4: the first character of every text packet.</summary>
internal static class EnginePacketType
{
    /// <summary>Server to client: the handshake.</summary>
    public const byte Open = (byte)'0';

    /// <summary>Either side: the connection ends.</summary>
    public const byte Close = (byte)'1';

    /// <summary>Server to client only since protocol 4.</summary>
    public const byte Ping = (byte)'2';

    /// <summary>Client to server: the answer to a ping.</summary>
    public const byte Pong = (byte)'3';

    /// <summary>Carries a Socket.IO packet.</summary>
    public const byte Message = (byte)'4';

    /// <summary>Part of the change of transports.</summary>
    public const byte Upgrade = (byte)'5';

    /// <summary>Part of the change of transports.</summary>
    public const byte Noop = (byte)'6';
}
