using System.Text.Json;
using Services.Gateway.SocketIo.EngineIo;
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
            connection.RemoveNamespace(ns.Name);
            using var refused = PacketFrames.Refused(ns.Name, result.Message, result.Data.Span);
            connection.Send(refused);
            return;
        }

        SocketIoRecovered? recovered;
        try
        {
            recovered = await RecoverAsync(result.State);
        }
        catch (Exception failure)
        {
            // Whoever joins anew gives up its offset. Without an answer the client keeps it, and comes back.
            connection.Logger.LogRecoveryFailed(failure, ns.Name);
            connection.Close(SocketIoDisconnectReason.Unavailable);
            return;
        }

        var recoveryId =
            ns.Recovering is null ? null
            : recovered is null ? SessionIds.New()
            : PrivateId;
        var socket = new SocketIoSocket(
            recovered?.SocketId ?? SessionIds.New(),
            connection,
            ns,
            handshake with
            {
                Auth = default,
            },
            result.State
        )
        {
            RecoveryId = recoveryId,
            Recovered = recovered,
        };
        if (ns.Recovery is { } recovery)
        {
            recovery.Join(socket, () => Accept(socket));
        }
        else
        {
            Accept(socket);
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
            connection.Logger.LogHandlerFailed(failure, ns.Name, socket.Id);
        }
    }

    private void Accept(SocketIoSocket socket)
    {
        connection.Join(socket);
        using var accepted = PacketFrames.Connected(ns.Name, socket.Id, socket.RecoveryId);
        connection.Send(accepted);
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
            connection.Logger.LogConnectFailed(failure, ns.Name);
            return SocketIoConnectResult.Refuse("internal error");
        }
    }

    private ValueTask<SocketIoRecovered?> RecoverAsync(object? state) =>
        ns.Recovering is { } recovering && PrivateId is { } privateId
            ? recovering(state, privateId, Auth("offset"u8), connection.Aborted)
            : ValueTask.FromResult<SocketIoRecovered?>(null);

    private string? PrivateId => Auth("pid"u8);

    /// <summary>A text in the auth payload; null if it is not there, or no Unicode.</summary>
    private string? Auth(ReadOnlySpan<byte> name) =>
        handshake.Auth.ValueKind == JsonValueKind.Object && ReceivedJson.TryFind(handshake.Auth, name, out var value)
            ? ReceivedJson.TextOf(value)
            : null;
}
