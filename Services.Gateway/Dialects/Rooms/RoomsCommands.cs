using Services.Gateway.Presence;
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
    PresenceTracker presence,
    ISubscriptionJournal journal
)
{
    public async Task JoinAsync(SocketRequest request, CancellationToken cancellationToken)
    {
        if (!request.TryReadText("roomId", out var roomId))
        {
            return;
        }

        if (limit.Check(request.Client, encoder, request.Client.FindRoom(roomId)?.Session) is { } full)
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
        var (subscription, present) = await subscriptions.SubscribeAsync(request.Socket, session.Id, encoder, null, cancellationToken);
        request.Client.SetRoom(new RoomSubscription(roomId, subscription));
        await journal.AddRoomAsync(request.Socket, roomId, session.Id, cancellationToken);
        var there = present ?? await presence.LookAsync(session.Id, request.Caller.UserId);
        request.Respond(
            RoomsEvents.JoinedRoom,
            new JoinedRoomResponse { RoomId = roomId, Users = there.Users },
            RoomsDialectJson.Default.JoinedRoomResponse
        );
        if (present is { IsNew: false })
        {
            // Presence tells of the first connection of a user; this is a further one.
            var packet = RoomsPacket.Write(
                RoomsEvents.UserJoined,
                new RoomsUser(request.Caller.UserId),
                RoomsDialectJson.Default.RoomsUser
            );
            subscription.PublishPacket(packet);
        }
    }

    public void Type(SocketRequest request, bool isTyping)
    {
        if (!request.TryReadText("roomId", out var roomId))
        {
            return;
        }

        if (request.Client.FindRoom(roomId) is not { } room)
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
