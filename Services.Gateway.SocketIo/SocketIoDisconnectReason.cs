namespace Services.Gateway.SocketIo;

/// <summary>Why a socket was disconnected.</summary>
public enum SocketIoDisconnectReason
{
    /// <summary>The connection ended or broke without a close packet.</summary>
    TransportClosed,

    /// <summary>The client said that it closes the connection.</summary>
    ClientClosed,

    /// <summary>The client left the namespace.</summary>
    ClientLeft,

    /// <summary>The application disconnected it.</summary>
    ServerDisconnected,

    /// <summary>The application closed the connection; the client comes back by itself with the offset that it has.</summary>
    ServerClosed,

    /// <summary>Its client came back over another connection before this one was known to be lost.</summary>
    Replaced,

    /// <summary>Whether the client can be taken up could not be decided; it tries again with the offset that it has.</summary>
    Unavailable,

    /// <summary>A ping was not answered in time.</summary>
    PingTimeout,

    /// <summary>No namespace was joined in time.</summary>
    ConnectTimeout,

    /// <summary>The client broke the protocol.</summary>
    ProtocolError,

    /// <summary>A message was larger than allowed.</summary>
    PayloadTooLarge,

    /// <summary>The client did not read fast enough.</summary>
    SlowClient,

    /// <summary>The server is shutting down.</summary>
    ShuttingDown,
}
