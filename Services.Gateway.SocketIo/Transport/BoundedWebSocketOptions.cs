namespace Services.Gateway.SocketIo.Transport;

/// <summary>Bounds of one WebSocket.</summary>
public sealed record BoundedWebSocketOptions
{
    /// <summary>Largest message that is received, in bytes, uncompressed; a larger one closes the connection with code 1009.</summary>
    public int MaxMessageBytes { get; init; } = 1_000_000;

    /// <summary>
    /// Most bytes that may wait behind what the socket was offered and has not taken. A message is taken whatever its size when nothing
    /// waits.
    /// </summary>
    public int MaxOutboundBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How long the peer has to answer a close frame before the connection is cut.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Interval of WebSocket pings; zero for none.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.Zero;

    /// <summary>How long the peer has to answer such a ping, or to finish the frame that it is sending.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Agrees to permessage-deflate when the client offers it. Default false: it costs time, and memory while a message is sent.
    /// </summary>
    public bool AllowsCompression { get; init; }

    /// <summary>Messages below this size are sent uncompressed, in bytes.</summary>
    public int CompressionThreshold { get; init; } = 1024;
}
