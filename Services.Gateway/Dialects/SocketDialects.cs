using System.Text.Json;
using Services.Contracts;
using Services.Gateway.Access;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.Delivery;
using Services.Gateway.Dialects.Session;
using Services.Gateway.Json;
using Services.Gateway.Metrics;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Dialects;

/// <summary>The namespace of all Socket.IO dialects: who may connect, how they are welcomed, and what remains of them.</summary>
internal sealed class SocketDialects(
    IEnumerable<ISocketDialect> dialects,
    SocketRequests requests,
    Following following,
    TokenVerifier tokens,
    RateLimiter limiter,
    ConnectionRegistry connections,
    Sockets sockets,
    GatewayMetrics metrics,
    TimeProvider time)
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
        foreach (var dialect in dialects)
        {
            dialect.Map(ns);
        }
    }

    private async ValueTask<SocketIoConnectResult> DecideAsync(SocketIoHandshake handshake, CancellationToken cancellationToken)
    {
        if (handshake.Auth.ValueKind != JsonValueKind.Object
            || !handshake.Auth.TryGetProperty("token"u8, out var given)
            || given.ValueKind != JsonValueKind.String
            || !StorableText.IsThroughout(given)
            || given.GetString() is not { Length: > 0 } token)
        {
            return Refuse(new GatewayError(ErrorCodes.AuthTokenMissing, "Send auth: { token }."));
        }

        if (await tokens.VerifyAsync(token) is not { } caller)
        {
            return Refuse(new GatewayError(ErrorCodes.AuthFailed, "The token was refused."));
        }

        return await limiter.TakeConnectionAsync(caller, cancellationToken) is { } wait
            ? Refuse(GatewayError.RateLimited(wait))
            : SocketIoConnectResult.Accept(new SocketClient(caller));
    }

    private ValueTask WelcomeAsync(SocketIoSocket socket)
    {
        connections.Add(socket.GetState<SocketClient>().Caller, Transport);
        var now = time.GetUtcNow();
        socket.Emit(
            SessionEvents.Connected,
            new ConnectedAnswer { SocketId = socket.Id, ServerTime = now.ToUnixTimeMilliseconds(), Message = "Connected.", Timestamp = now.UtcDateTime },
            GatewayJson.Default.ConnectedAnswer);
        return ValueTask.CompletedTask;
    }

    private async ValueTask ForgetAsync(SocketIoSocket socket, SocketIoDisconnectReason reason)
    {
        connections.Remove(socket.GetState<SocketClient>().Caller, Transport);
        if (reason is not (SocketIoDisconnectReason.TransportClosed or SocketIoDisconnectReason.ClientLeft))
        {
            metrics.Dropped(reason.ToString());
        }

        await following.UnfollowAllAsync(socket);
    }

    private static SocketIoConnectResult Refuse(GatewayError error) => SocketIoConnectResult.Refuse(
        error.Code,
        JsonSerializer.SerializeToElement(new ErrorBody(error.Code, error.Message, error.RetryAfterMs), GatewayJson.Default.ErrorBody));
}
