namespace Services.Gateway.SocketIo.Connections;

/// <summary>Tells the application that a socket is gone, after its last event.</summary>
internal sealed class DisconnectedWork(SocketIoConnection connection, SocketIoSocket socket, SocketIoDisconnectReason reason) : InboundWork
{
    public override async ValueTask RunAsync()
    {
        if (socket.Namespace.Disconnected is not { } handler)
        {
            return;
        }

        try
        {
            await handler(socket, reason);
        }
        catch (Exception failure)
        {
            connection.Logger.LogHandlerFailed(failure, socket.Namespace.Name, socket.Id);
        }
    }
}
