using System.Text.Json;
using Microsoft.Extensions.Options;
using Services.Contracts;
using Services.Gateway.Access;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.Delivery;
using Services.Gateway.Json;
using Services.Gateway.Metrics;
using Services.Gateway.Sessions;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Dialects.Session;

/// <summary>The canonical vocabulary over Socket.IO: who may connect, and which event goes where.</summary>
internal sealed partial class SessionDialect(
    SessionCommands sessions,
    MessageCommands messages,
    TypingCommands typing,
    TokenVerifier tokens,
    RateLimiter limiter,
    ConnectionRegistry connections,
    SessionRooms rooms,
    GatewayMetrics metrics,
    IOptions<SessionLimits> options,
    TimeProvider time,
    ILogger<SessionDialect> logger)
{
    private const string Transport = "socketio";

    /// <summary>Sets the namespace up.</summary>
    public void Map(SocketIoNamespace ns)
    {
        rooms.Attach(ns);
        ns.OnConnecting(DecideAsync)
            .OnConnected(WelcomeAsync)
            .OnDisconnected(ForgetAsync)
            .On(SessionEvents.SessionCreate, received => HandleAsync(received, sessions.CreateAsync))
            .On(SessionEvents.SessionJoin, received => HandleAsync(received, sessions.JoinAsync))
            .On(SessionEvents.SessionLeave, received => HandleAsync(received, sessions.LeaveAsync))
            .On(SessionEvents.SessionEnd, received => HandleAsync(received, sessions.EndAsync))
            .On(SessionEvents.MessageSend, received => HandleAsync(received, messages.SendAsync))
            .On(SessionEvents.MessageCancel, received => HandleAsync(received, messages.CancelAsync))
            .On(SessionEvents.ApprovalRespond, received => HandleAsync(received, messages.AnswerApprovalAsync))
            .On(SessionEvents.TypingStart, received => Handle(received, context => typing.Set(context, isTyping: true)))
            .On(SessionEvents.TypingStop, received => Handle(received, context => typing.Set(context, isTyping: false)))
            .OnUnhandled(received => Handle(received, Refuse));
    }

    private async ValueTask<SocketIoConnectResult> DecideAsync(SocketIoHandshake handshake, CancellationToken cancellationToken)
    {
        if (handshake.Auth.ValueKind != JsonValueKind.Object
            || !handshake.Auth.TryGetProperty("token"u8, out var given)
            || given.ValueKind != JsonValueKind.String
            || !StorableText.IsThroughout(given)
            || given.GetString() is not { Length: > 0 } token)
        {
            return SocketIoConnectResult.Refuse(ErrorCodes.AuthTokenMissing, DataOf(new ErrorBody(ErrorCodes.AuthTokenMissing, "Send auth: { token }.", null)));
        }

        if (await tokens.VerifyAsync(token) is not { } caller)
        {
            return SocketIoConnectResult.Refuse(ErrorCodes.AuthFailed, DataOf(new ErrorBody(ErrorCodes.AuthFailed, "The token was refused.", null)));
        }

        if (await limiter.TakeConnectionAsync(caller, cancellationToken) is { } wait)
        {
            var error = GatewayError.RateLimited(wait);
            return SocketIoConnectResult.Refuse(error.Code, DataOf(new ErrorBody(error.Code, error.Message, error.RetryAfterMs)));
        }

        return SocketIoConnectResult.Accept(new SessionClient(caller));
    }

    private ValueTask WelcomeAsync(SocketIoSocket socket)
    {
        connections.Add(socket.GetState<SessionClient>().Caller, Transport);
        socket.Emit(
            SessionEvents.Connected,
            new ConnectedAnswer { SocketId = socket.Id, ServerTime = time.GetUtcNow().ToUnixTimeMilliseconds() },
            GatewayJson.Default.ConnectedAnswer);
        return ValueTask.CompletedTask;
    }

    private async ValueTask ForgetAsync(SocketIoSocket socket, SocketIoDisconnectReason reason)
    {
        var client = socket.GetState<SessionClient>();
        connections.Remove(client.Caller, Transport);
        if (reason is not (SocketIoDisconnectReason.TransportClosed or SocketIoDisconnectReason.ClientLeft))
        {
            metrics.Dropped(reason.ToString());
        }

        foreach (var session in client.Memberships.Keys.ToArray())
        {
            await sessions.UnfollowAsync(client, session);
        }
    }

    private async ValueTask HandleAsync(SocketIoEvent received, Func<SessionRequestContext, CancellationToken, Task> handler)
    {
        var context = new SessionRequestContext(received, metrics, time);
        using var activity = Telemetry.StartRequest(received.Name, context.Caller);
        using var deadline = new CancellationTokenSource(options.Value.RequestTimeout, time);
        try
        {
            await handler(context, deadline.Token);
        }
        catch (Exception failure)
        {
            if (Faults.IsOutage(failure))
            {
                LogOutage(received.Name, failure.Message);
            }
            else
            {
                LogFailed(failure, received.Name);
            }

            context.Fail(GatewayError.Internal);
        }
    }

    private ValueTask Handle(SocketIoEvent received, Action<SessionRequestContext> handler)
    {
        handler(new SessionRequestContext(received, metrics, time));
        return ValueTask.CompletedTask;
    }

    private static void Refuse(SessionRequestContext context)
    {
        var isKnown = context.Event.StartsWith("voice:", StringComparison.Ordinal) || context.Event.StartsWith("webrtc:", StringComparison.Ordinal);
        context.Fail(GatewayError.Invalid(isKnown ? "Voice and calls are not configured on this platform." : "There is no such event."));
    }

    private static JsonElement DataOf(ErrorBody body) => JsonSerializer.SerializeToElement(body, GatewayJson.Default.ErrorBody);

    [LoggerMessage(LogLevel.Warning, "A store or the broker failed; {Event} was not carried out: {Cause}")]
    private partial void LogOutage(string @event, string cause);

    [LoggerMessage(LogLevel.Error, "The handler of {Event} failed.")]
    private partial void LogFailed(Exception failure, string @event);
}
