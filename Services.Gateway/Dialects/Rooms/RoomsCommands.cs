using Services.Gateway.Backplane;
using Services.Gateway.Feeds;
using Services.Gateway.Requests;
using Services.Gateway.Sessions;
using Services.Gateway.Subscriptions;
using Services.Gateway.Tracing;
using Services.Gateway.Typing;

namespace Services.Gateway.Dialects.Rooms;

/// <summary><c>join_room</c>, <c>typing_start</c>, <c>typing_stop</c>.</summary>
internal sealed class RoomsCommands(
    SessionDirectory directory,
    SocketSubscriptions subscriptions,
    SubscriptionLimit limit,
    RoomsEventEncoder encoder,
    TypingTracker typing,
    ISubscriptionJournal journal,
    SocketNamespace sockets,
    SessionBackplane backplane
)
{
    public async Task JoinAsync(SocketRequest request, CancellationToken cancellationToken)
    {
        if (!request.TryReadText("roomId", out var roomId))
        {
            return;
        }

        if (limit.Check(request.Client, encoder, request.Client.Rooms.GetValueOrDefault(roomId)?.Session) is { } full)
        {
            request.Fail(full);
            return;
        }

        if (
            !(await directory.AuthoriseRoomAsync(request.Caller, roomId, isShared: true, cancellationToken)).TryGet(
                out var session,
                out var error
            )
        )
        {
            request.Fail(error);
            return;
        }

        GatewayTracing.SetSession(session.Id);
        var (subscription, isNew) = await subscriptions.SubscribeAsync(request.Socket, session.Id, encoder, null, cancellationToken);
        var room = new RoomSubscription(session.Id, encoder.RoomOf(session.Id), subscription);
        request.Client.Rooms[roomId] = room;
        await journal.AddRoomAsync(request.Socket, roomId, session.Id, cancellationToken);
        request.Respond(
            RoomsEvents.JoinedRoom,
            new JoinedRoomResponse { RoomId = roomId, Users = subscription.Present.Users },
            RoomsDialectJson.Default.JoinedRoomResponse
        );
        if (isNew && !subscription.Present.IsNew)
        {
            // Presence tells of the first connection of a user; this is a further one.
            var packet = RoomsPacket.Write(
                RoomsEvents.UserJoined,
                new RoomsUser(request.Caller.UserId),
                RoomsDialectJson.Default.RoomsUser
            );
            sockets.Namespace.EmitPacket(room.Name, packet, request.Socket);
            backplane.Publish(session.Id, BackplaneMessageKind.Room, "0", packet);
        }
    }

    public void Type(SocketRequest request, bool isTyping)
    {
        if (!request.TryReadText("roomId", out var roomId))
        {
            return;
        }

        if (!request.Client.Rooms.TryGetValue(roomId, out var room))
        {
            request.Fail(RoomsMessageCommands.NotInRoom);
        }
        else if (isTyping)
        {
            typing.Start(room.Session, room.Subscription);
        }
        else
        {
            typing.Stop(room.Session, room.Subscription);
        }
    }
}
