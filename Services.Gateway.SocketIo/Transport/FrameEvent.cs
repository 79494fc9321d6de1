namespace Services.Gateway.SocketIo.Transport;

/// <summary>What a look at the received bytes found.</summary>
internal enum FrameEvent
{
    /// <summary>Nothing whole yet.</summary>
    NeedMore,

    /// <summary>A whole text or binary message.</summary>
    Message,

    /// <summary>A ping with its payload.</summary>
    Ping,

    /// <summary>A pong.</summary>
    Pong,

    /// <summary>A close frame with its payload.</summary>
    Close,

    /// <summary>The client broke the protocol: see <see cref="MessageParser.Violation"/>.</summary>
    Violation,
}
