namespace Services.Gateway.SocketIo.Connections;

/// <summary>The connection is over: tells the application of every socket that is gone with it.</summary>
internal sealed class EndedWork(SocketIoConnection connection, PacketReceiver receiver) : InboundWork
{
    public override async ValueTask RunAsync()
    {
        receiver.Release();
        foreach (var socket in connection.TakeAll())
        {
            if (socket.Remove(connection.CloseReason))
            {
                await new DisconnectedWork(connection, socket, connection.CloseReason).RunAsync();
            }
        }
    }
}
