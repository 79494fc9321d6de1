using Microsoft.Extensions.Options;
using Services.Contracts.Ids;
using Services.Conversations.Messages;
using Services.Conversations.Rooms;
using Services.Gateway.Errors;
using Services.Gateway.Requests;
using Services.Gateway.Sessions;
using Services.Gateway.Subscriptions;
using Services.Gateway.Turns;

namespace Services.Gateway.Dialects.Rooms;

/// <summary>Has the platform answer in a room. What was said there before it was asked becomes part of the conversation first.</summary>
internal sealed class RoomsReplyRequests(
    SessionDirectory directory,
    TurnIntake intake,
    IRoomLog log,
    IMessageStore messages,
    IOptions<RoomsOptions> options
)
{
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
