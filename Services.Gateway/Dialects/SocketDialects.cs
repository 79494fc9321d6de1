using System.Text.Json;
using Services.Contracts;
using Services.Gateway.Access;
using Services.Gateway.Delivery;
using Services.Gateway.Dialects.Rooms;
using Services.Gateway.Dialects.Session;
using Services.Gateway.Json;
using Services.Gateway.Metrics;
using Services.Gateway.Outages;
using Services.Gateway.Recovery;
using Services.Gateway.Sessions;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Dialects;

/// <summary>The namespace of all Socket.IO dialects: who may connect, how they are welcomed, and what remains of them.</summary>
internal sealed class SocketDialects(
    IEnumerable<ISocketDialect> dialects,
    SocketRequests requests,
    IEnumerable<Vocabulary> vocabularies,
    Following following,
    SocketRecovery recovery,
    SessionDirectory directory,
    TokenVerifier tokens,
    Admission admission,
    ConnectionRegistry connections,
    Sockets sockets,
    OutageNotice outages,
    GatewayMetrics metrics,
    RequestDeadlines deadlines,
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
            SessionEvents.Connected,
            new ConnectedAnswer
            {
                SocketId = socket.Id,
                ServerTime = now.ToUnixTimeMilliseconds(),
                Recovered = socket.Recovered is not null,
                Message = "Connected.",
                Timestamp = now.UtcDateTime,
            },
            GatewayJson.Default.ConnectedAnswer
        );
        outages.Welcome(socket);
        if (socket.Recovered?.State is RecoveryPlan plan)
        {
            await TakeUpAsync(socket, plan);
        }
    }

    /// <summary>Follows again what the socket followed, as far as its user still may, from where the client is.</summary>
    private async ValueTask TakeUpAsync(SocketIoSocket socket, RecoveryPlan plan)
    {
        using var deadline = deadlines.Begin();
        try
        {
            foreach (var membership in plan.Memberships)
            {
                await TakeUpAsync(socket, plan, membership, deadline.Token);
            }
        }
        catch (Exception failure) when (Faults.IsOutage(failure))
        {
            // Half taken up is worse than not at all: the client tries again, and finds everything as it was.
            socket.Abandon();
        }
    }

    private async Task TakeUpAsync(
        SocketIoSocket socket,
        RecoveryPlan plan,
        RecoverableMembership membership,
        CancellationToken cancellationToken
    )
    {
        var client = socket.GetState<SocketClient>();
        var names = plan.Rooms.Where(room => room.Value == membership.Session).Select(static room => room.Key).ToList();
        var isRoom = membership.Dialect == Sockets.RoomPrefix && names.Count > 0;
        var allowed = isRoom
            ? await directory.AuthoriseRoomAsync(client.Caller, names[0], isShared: true, cancellationToken)
            : await directory.AuthoriseAsync(client.Caller, membership.Session.ToString(), cancellationToken);
        if (!allowed.TryGet(out _, out _) || vocabularies.FirstOrDefault(known => known.Prefix == membership.Dialect) is not { } vocabulary)
        {
            return;
        }

        var (place, _) = await following.FollowAsync(
            socket,
            membership.Session,
            vocabulary,
            membership.From,
            cancellationToken,
            awaySince: plan.AwaySince
        );
        place.TellChanges();
        foreach (var name in isRoom ? names : [])
        {
            client.Rooms[name] = new RoomPlace(membership.Session, vocabulary.RoomOf(membership.Session), place);
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
    }

    private static SocketIoConnectResult Refuse(GatewayError error) =>
        SocketIoConnectResult.Refuse(
            error.Code,
            JsonSerializer.SerializeToElement(new ErrorBody(error.Code, error.Message, error.RetryAfterMs), GatewayJson.Default.ErrorBody)
        );
}
