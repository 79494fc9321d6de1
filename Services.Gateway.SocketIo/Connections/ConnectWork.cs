using Services.Gateway.SocketIo.Packets;

namespace Services.Gateway.SocketIo.Connections;

/// <summary>A CONNECT packet: asks the application, answers, and tells it of the new socket.</summary>
internal sealed class ConnectWork(SocketIoConnection connection, SocketIoNamespace ns, SocketIoHandshake handshake) : InboundWork
{
    public override async ValueTask RunAsync()
    {
        var result = await DecideAsync();
        if (!result.IsAccepted)
        {
            connection.ForgetNamespace(ns.Name);
            using var refused = PacketFrames.Refused(ns.Name, result.Message, result.Data.Span);
            connection.Send(refused);
            return;
        }

        var socket = new SocketIoSocket(SocketIoHub.NewId(), connection, ns, handshake with { Auth = default }, result.State);
        connection.Join(socket);
        using (var accepted = PacketFrames.Connected(ns.Name, socket.Id))
        {
            connection.Send(accepted);
        }

        if (ns.Connected is not { } connected)
        {
            return;
        }

        try
        {
            await connected(socket);
        }
        catch (Exception failure)
        {
            Log.HandlerFailed(connection.Logger, failure, ns.Name, socket.Id);
        }
    }

    private async ValueTask<SocketIoConnectResult> DecideAsync()
    {
        try
        {
            return await ns.Connecting(handshake, connection.Aborted);
        }
        catch (OperationCanceledException) when (connection.Aborted.IsCancellationRequested)
        {
            return SocketIoConnectResult.Refuse("connection closed");
        }
        catch (Exception failure)
        {
            Log.ConnectFailed(connection.Logger, failure, ns.Name);
            return SocketIoConnectResult.Refuse("internal error");
        }
    }
}
