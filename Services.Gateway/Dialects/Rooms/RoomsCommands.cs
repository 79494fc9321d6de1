using Services.Gateway.Backplane;
using Services.Gateway.Delivery;
using Services.Gateway.Requests;
using Services.Gateway.Sessions;
using Services.Gateway.Subscriptions;
using Services.Gateway.Tracing;
using Services.Gateway.Typing;

namespace Services.Gateway.Dialects.Rooms;

/// <summary><c>join_room</c>, <c>typing_start</c>, <c>typing_stop</c>.</summary>
internal sealed class RoomsCommands(
    SessionDirectory directory,
    Following following,
    FollowLimit limit,
    RoomsVocabulary vocabulary,
    TypingTracker typing,
    ISubscriptionJournal journal,
    Sockets sockets,
    SignalBus signals
)
{
    public async Task JoinAsync(SocketRequest request, CancellationToken cancellationToken)
    {
        if (!request.TryReadText("roomId", out var roomId))
        {
            return;
        }

        if (limit.Refuse(request.Client, vocabulary, request.Client.Rooms.GetValueOrDefault(roomId)?.Session) is { } full)
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
        var (membership, isNew) = await following.FollowAsync(request.Socket, session.Id, vocabulary, null, cancellationToken);
        var place = new RoomPlace(session.Id, vocabulary.RoomOf(session.Id), membership);
        request.Client.Rooms[roomId] = place;
        await journal.AddRoomAsync(request.Socket, roomId, session.Id, cancellationToken);
        request.Answer(
            RoomsEvents.JoinedRoom,
            new JoinedRoomAnswer { RoomId = roomId, Users = membership.Present.Users },
            RoomsDialectJson.Default.JoinedRoomAnswer
        );
        if (isNew && !membership.Present.IsNew)
        {
            // Presence tells of the first connection of a user; this is a further one.
            var packet = RoomPackets.Write(RoomsEvents.UserJoined, new RoomUser(request.Caller.UserId), RoomsDialectJson.Default.RoomUser);
            sockets.Namespace.EmitPacket(place.Name, packet, request.Socket);
            signals.Publish(session.Id, SignalKind.Room, "0", packet);
        }
    }

    public void Type(SocketRequest request, bool isTyping)
    {
        if (!request.TryReadText("roomId", out var roomId))
        {
            return;
        }

        if (!request.Client.Rooms.TryGetValue(roomId, out var place))
        {
            request.Fail(RoomMessages.NotInRoom);
        }
        else if (isTyping)
        {
            typing.Start(place.Session, place.Membership);
        }
        else
        {
            typing.Stop(place.Session, place.Membership);
        }
    }
}
