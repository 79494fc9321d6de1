namespace Services.Gateway.Requests;

/// <summary>A set of events over Socket.IO. All share one namespace: no two have an event of the same name.</summary>
internal interface ISocketEventHandlers
{
    /// <summary>Sets its events up.</summary>
    void Map(SocketCommands commands);
}
