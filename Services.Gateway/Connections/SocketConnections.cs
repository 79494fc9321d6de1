using System.Text.Json;
using Services.Contracts;
using Services.Gateway.Access;
using Services.Gateway.ConnectionLogs;
using Services.Gateway.Errors;
using Services.Gateway.Feeds;
using Services.Gateway.Metrics;
using Services.Gateway.Outages;
using Services.Gateway.Recovery;
using Services.Gateway.Requests;
using Services.Gateway.SocketIo;
using Services.Gateway.Subscriptions;
using Services.Gateway.Validation;

namespace Services.Gateway.Connections;

/// <summary>The namespace of all Socket.IO dialects: who may connect, how they are welcomed, and what remains of them.</summary>
internal sealed class SocketConnections(
    IEnumerable<ISocketEventHandlers> dialects,
    SocketCommands commands,
    SocketSubscriptions subscriptions,
    SocketRecovery recovery,
    SocketResumption resumption,
    TokenVerifier tokens,
    ConnectionAdmission admission,
    ConnectionRegistry connections,
    ConnectionLog log,
    TrafficLog traffic,
    SocketNamespace sockets,
    OutageNotifier outages,
    GatewayMetrics metrics,
    TimeProvider time
)
{
    private const string Transport = "socketio";

    /// <summary>Sets the namespace up.</summary>
    public void Map(SocketIoNamespace ns)
    {
        sockets.Attach(ns);
        traffic.Watch(ns);
        ns.OnConnecting(AuthenticateAsync).OnConnected(OnConnectedAsync).OnDisconnected(OnDisconnectedAsync);
        if (recovery.IsEnabled)
        {
            ns.OnRecovering(recovery.RecoverAsync);
        }

        foreach (var dialect in dialects)
        {
            dialect.Map(commands);
        }

        commands.Attach(ns);
    }

    private async ValueTask<SocketIoConnectResult> AuthenticateAsync(SocketIoHandshake handshake, CancellationToken cancellationToken)
    {
        // The first is counted with the connection's own handshake; later ones count like connections, so that nobody tries tokens without
        // end.
        if (!handshake.IsFirst && await admission.CheckAsync(handshake.Request.RemoteAddress, cancellationToken) is { } refused)
        {
            return Refuse(refused);
        }

        if (
            handshake.Auth.ValueKind != JsonValueKind.Object
            || !handshake.Auth.TryGetProperty("token"u8, out var given)
            || given.ValueKind != JsonValueKind.String
            || given.GetString() is not { Length: > 0 } shown
        )
        {
            return Refuse(new GatewayError(ErrorCodes.AuthTokenMissing, "Send auth: { token }."));
        }

        if (await tokens.VerifyAsync(shown) is not { } token)
        {
            return Refuse(new GatewayError(ErrorCodes.AuthFailed, "The token was refused."));
        }

        var isReturning = await recovery.IsReturningAsync(handshake.Auth, token.Caller, cancellationToken);
        return !isReturning && await admission.CheckAsync(token.Caller, cancellationToken) is { } full
            ? Refuse(full)
            : SocketIoConnectResult.Accept(new SocketClient(token));
    }

    private async ValueTask OnConnectedAsync(SocketIoSocket socket)
    {
        recovery.OnConnected(socket);
        connections.Add(socket.GetState<SocketClient>().Caller, Transport);
        log.Connected(socket);
        var now = time.GetUtcNow();
        socket.Emit(
            ConnectedEvent.Name,
            new ConnectedEvent
            {
                SocketId = socket.Id,
                ServerTime = now.ToUnixTimeMilliseconds(),
                Recovered = socket.Recovered is not null,
                Message = "Connected.",
                Timestamp = now.UtcDateTime,
            },
            ConnectionsJson.Default.ConnectedEvent
        );
        outages.OnConnected(socket);
        if (socket.Recovered?.State is RecoveryPlan plan)
        {
            await resumption.ResumeAsync(socket, plan);
        }
    }

    private async ValueTask OnDisconnectedAsync(SocketIoSocket socket, SocketIoDisconnectReason reason)
    {
        recovery.OnDisconnected(socket, reason);
        connections.Remove(socket.GetState<SocketClient>().Caller, Transport);
        log.Disconnected(socket, reason);
        if (reason is not (SocketIoDisconnectReason.TransportClosed or SocketIoDisconnectReason.ClientLeft))
        {
            metrics.Dropped(reason.ToString());
        }

        await subscriptions.UnsubscribeAllAsync(socket);
        await socket.GetState<SocketClient>().Unanswered;
    }

    private static SocketIoConnectResult Refuse(GatewayError error) =>
        SocketIoConnectResult.Refuse(error.Code, JsonSerializer.SerializeToElement(ErrorBody.Of(error), ErrorsJson.Default.ErrorBody));
}
