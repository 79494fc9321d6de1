using System.Text.Json;
using Services.Contracts;
using Services.Gateway.Access;
using Services.Gateway.Delivery;
using Services.Gateway.Errors;
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
    IEnumerable<ISocketDialect> dialects,
    SocketRequests requests,
    Following following,
    SocketRecovery recovery,
    SocketResumption resumption,
    TokenVerifier tokens,
    Admission admission,
    ConnectionRegistry connections,
    Sockets sockets,
    OutageNotice outages,
    GatewayMetrics metrics,
    TimeProvider time
)
{
    private const string Transport = "socketio";

    /// <summary>Sets the namespace up.</summary>
    public void Map(SocketIoNamespace ns)
    {
        sockets.Attach(ns);
        ns.OnConnecting(DecideAsync)
            .OnConnected(WelcomeAsync)
            .OnDisconnected(ForgetAsync)
            .OnUnhandled(requests.Handler(static request => request.Fail(GatewayError.Invalid("There is no such event."))));
        if (recovery.IsEnabled)
        {
            ns.OnRecovering(recovery.DecideAsync);
        }

        foreach (var dialect in dialects)
        {
            dialect.Map(ns);
        }
    }

    private async ValueTask<SocketIoConnectResult> DecideAsync(SocketIoHandshake handshake, CancellationToken cancellationToken)
    {
        // The first is counted with the connection's own handshake; later ones count like connections, so that nobody tries tokens without
        // end.
        if (!handshake.IsFirst && await admission.RefuseAsync(handshake.Request.RemoteAddress, cancellationToken) is { } refused)
        {
            return Refuse(refused);
        }

        if (
            handshake.Auth.ValueKind != JsonValueKind.Object
            || !StorableText.IsThroughout(handshake.Auth)
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

        var comesBack = await recovery.ComesBackAsync(handshake.Auth, token.Caller, cancellationToken);
        return !comesBack && await admission.RefuseAsync(token.Caller, cancellationToken) is { } full
            ? Refuse(full)
            : SocketIoConnectResult.Accept(new SocketClient(token));
    }

    private async ValueTask WelcomeAsync(SocketIoSocket socket)
    {
        recovery.OnConnected(socket);
        connections.Add(socket.GetState<SocketClient>().Caller, Transport);
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

    private async ValueTask ForgetAsync(SocketIoSocket socket, SocketIoDisconnectReason reason)
    {
        recovery.OnDisconnected(socket, reason);
        connections.Remove(socket.GetState<SocketClient>().Caller, Transport);
        if (reason is not (SocketIoDisconnectReason.TransportClosed or SocketIoDisconnectReason.ClientLeft))
        {
            metrics.Dropped(reason.ToString());
        }

        await following.UnfollowAllAsync(socket);
        await socket.GetState<SocketClient>().Unanswered;
    }

    private static SocketIoConnectResult Refuse(GatewayError error) =>
        SocketIoConnectResult.Refuse(error.Code, JsonSerializer.SerializeToElement(ErrorBody.Of(error), ErrorsJson.Default.ErrorBody));
}
