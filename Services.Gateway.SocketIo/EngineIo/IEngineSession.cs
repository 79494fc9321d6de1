using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>An Engine.IO session as its transports know it.</summary>
internal interface IEngineSession : IMessageSink
{
    string Id { get; }

    SocketIoOptions Options { get; }

    /// <summary>True once the session talks over a WebSocket.</summary>
    bool IsUpgraded { get; }

    /// <summary>True once the session has begun to close.</summary>
    bool IsClosing { get; }

    /// <summary>Serves the WebSocket that the session began with until it is over.</summary>
    Task RunAsync();

    /// <summary>Closes the session; the first reason counts.</summary>
    void Close(SocketIoDisconnectReason reason, string? detail = null);

    /// <summary>Closes the session because the client broke Engine.IO's rules: over polling it is unknown from now on.</summary>
    void Break(string detail);

    /// <summary>Forgets the session; only the first call has an effect.</summary>
    void End();
}
