using Microsoft.Extensions.Options;
using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Contracts.Messages;
using Services.Conversations.Messages;
using Services.Conversations.Rooms;
using Services.Conversations.Sessions;
using Services.Gateway.Errors;
using Services.Gateway.Handovers;
using Services.Gateway.Requests;
using Services.Gateway.Sessions;
using Services.Gateway.Subscriptions;
using Services.Gateway.Turns;

namespace Services.Gateway.Dialects.Rooms;

/// <summary>Has the platform answer in a room. What was said there before it was asked becomes part of the conversation first.</summary>
internal sealed class RoomsReplyRequests(
    SessionDirectory directory,
    TurnIntake intake,
    HandoverDesk handovers,
    IRoomLog log,
    IMessageStore messages,
    IOptions<RoomsOptions> options
)
{
    /// <summary>The room's conversation, if it is a customer's in which the caller, a member of staff, would be a person of ours.</summary>
    public async Task<Session?> FindCustomersAsync(Caller caller, RoomSubscription room, CancellationToken cancellationToken) =>
        (await directory.AuthoriseAsync(caller, room.Session.ToString(), cancellationToken)).TryGet(out var session, out _)
        && SessionRights.AuthorOf(caller, session).Role == AuthorRole.Staff
            ? session
            : null;

    /// <summary>Takes it for them, unless a person has it; null, or why they cannot speak in it.</summary>
    public Task<GatewayError?> EnterAsync(Caller caller, Session session, CancellationToken cancellationToken) =>
        handovers.EnterAsync(caller, session, cancellationToken);

    /// <summary>Null, or why there will be no answer. The message itself is in the room already.</summary>
    public async Task<GatewayError?> RequestReplyAsync(
        SocketRequest request,
        RoomsSendMessageRequest message,
        RoomSubscription room,
        CancellationToken cancellationToken
    )
    {
        if (
            !(await directory.AuthoriseAsync(request.Caller, room.Session.ToString(), cancellationToken)).TryGet(
                out var session,
                out var error
            )
        )
        {
            return error;
        }

        await AddEarlierMessagesAsync(room.Session, cancellationToken);
        var incoming = new IncomingMessage
        {
            Content = message.Content,
            ClientMessageId = message.ClientMessageId,
            ReceivedAt = request.ReceivedAt,
            By = request.Socket.Id,
            IsInRoomHistory = true,
        };
        return await intake.SubmitAsync(request.Caller, session, incoming, static _ => { }, cancellationToken);
    }

    private async Task AddEarlierMessagesAsync(SessionId session, CancellationToken cancellationToken)
    {
        var newest = await log.ReadNewestAsync(session, options.Value.ContextMessages + 1, cancellationToken);
        List<ContextMessage> notes = [];
        foreach (var packet in newest)
        {
            if (!packet.IsStored)
            {
                var sent = RoomsPacket.ReadMessage(packet.Packet.Span);
                notes.Add(new ContextMessage(sent.UserId, sent.Content, $"room:{packet.Seq}"));
            }
        }

        await messages.AddContextAsync(session, notes, cancellationToken);
    }
}
