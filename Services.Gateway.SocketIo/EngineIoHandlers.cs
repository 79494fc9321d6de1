namespace Services.Gateway.SocketIo;

/// <summary>
/// What is done with the clients of an Engine.IO endpoint; set up before the server starts. Handlers of one client run one at a time and
/// must not block; what they throw is logged.
/// </summary>
public sealed class EngineIoHandlers
{
    internal EngineIoHandlers() { }

    internal Action<EngineIoSocket>? Connected { get; private set; }

    internal EngineIoMessageHandler? Message { get; private set; }

    internal Action<EngineIoSocket, SocketIoDisconnectReason>? Closed { get; private set; }

    /// <summary>Runs once a session is open, before its first message.</summary>
    public EngineIoHandlers OnConnected(Action<EngineIoSocket> handler)
    {
        Connected = handler;
        return this;
    }

    /// <summary>Takes each message; default: they are ignored.</summary>
    public EngineIoHandlers OnMessage(EngineIoMessageHandler handler)
    {
        Message = handler;
        return this;
    }

    /// <summary>Runs once a session is over, after its last message.</summary>
    public EngineIoHandlers OnClosed(Action<EngineIoSocket, SocketIoDisconnectReason> handler)
    {
        Closed = handler;
        return this;
    }
}
