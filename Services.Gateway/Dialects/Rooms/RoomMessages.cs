using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using Services.Contracts.Access;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Conversations.Rooms;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.Errors;
using Services.Gateway.Requests;
using Services.Gateway.Sessions;
using Services.Gateway.SocketIo;
using Services.Gateway.Subscriptions;
using Services.Gateway.Tracing;
using Services.Gateway.Turns;
using Services.Gateway.Typing;

namespace Services.Gateway.Dialects.Rooms;

/// <summary>
/// <c>send_message</c>. The handler of a plain message returns when the message is on its way: the sender's next one need not wait for
/// Redis. <c>message_sent</c> comes when Redis has it.
/// </summary>
internal sealed class RoomMessages(
    SocketRequests requests,
    RoomBroadcast broadcast,
    RoomTurns turns,
    RateLimiter limiter,
    TypingTracker typing,
    IOptions<SessionLimits> options
)
{
    public static readonly GatewayError NotInRoom = GatewayError.SessionAccessDenied with { Message = "Join the room first." };

    private static readonly GatewayError Busy = GatewayError.Internal with { Message = "Too much is on its way: try again." };

    public ValueTask SendAsync(SocketIoEvent received)
    {
        var request = requests.Begin(received);
        if (!TryRead(request, out var message, out var place))
        {
            return ValueTask.CompletedTask;
        }

        typing.Stop(place.Session, place.Membership);
        if (limiter.LimitsRooms)
        {
            return SendLimitedAsync(request, message, place);
        }

        return Dispatch(request, message, place);
    }

    private async ValueTask SendLimitedAsync(SocketRequest request, SendRoomMessageRequest message, RoomPlace place)
    {
        try
        {
            if (
                !await broadcast.IsRepeatAsync(place.Session, ClaimOf(request, message))
                && await limiter.TakeRoomMessageAsync(request.Caller, CancellationToken.None) is { } wait
            )
            {
                request.Fail(GatewayError.RateLimited(wait));
                return;
            }
        }
        catch (Exception failure)
        {
            requests.Fail(request, failure);
            return;
        }

        await Dispatch(request, message, place);
    }

    private ValueTask Dispatch(SocketRequest request, SendRoomMessageRequest message, RoomPlace place)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(request.Now);
        var said = new RoomMessage
        {
            UserId = request.Caller.UserId,
            Content = message.Content!,
            Timestamp = now.UtcDateTime,
            IsAi = false,
            ClientMessageId = message.ClientMessageId,
        };
        var write = new RoomWrite
        {
            Room = place.Session,
            Packet = RoomBroadcast.PacketOf(said),
            ClaimId = ClaimOf(request, message),
            IsStored = message.UseAi,
            Message = message.UseAi ? null : EventOf(request, place.Session, message, now),
        };
        if (message.UseAi)
        {
            return requests.HandleAsync(request, (_, token) => AskAsync(request, message, place, said, write, token));
        }

        request.Detach();
        request.Client.Unanswered = SendAfterAsync(request.Client.Unanswered, request, place, said, write);
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Sends at once, and completes after the earlier messages of the socket, so that one task stands for all. How many are under way is
    /// bounded by the broadcast.
    /// </summary>
    private async Task SendAfterAsync(Task earlier, SocketRequest request, RoomPlace place, RoomMessage said, RoomWrite write)
    {
        await SendAsync(request, place, said, write);
        await earlier;
    }

    private async Task<bool> SendAsync(SocketRequest request, RoomPlace place, RoomMessage said, RoomWrite write)
    {
        try
        {
            if (await broadcast.SendAsync(write) is null)
            {
                request.Fail(Busy);
                return false;
            }

            request.Answer(RoomsEvents.MessageSent, said, RoomsDialectJson.Default.RoomMessage);
            return true;
        }
        catch (Exception failure)
        {
            requests.Fail(request, failure);
            return false;
        }
    }

    private async Task AskAsync(
        SocketRequest request,
        SendRoomMessageRequest message,
        RoomPlace place,
        RoomMessage said,
        RoomWrite write,
        CancellationToken cancellationToken
    )
    {
        GatewayTracing.SetSession(place.Session);
        if (await SendAsync(request, place, said, write) && await turns.AskAsync(request, message, place, cancellationToken) is { } error)
        {
            request.Fail(error);
        }
    }

    private bool TryRead(
        SocketRequest request,
        [NotNullWhen(true)] out SendRoomMessageRequest? message,
        [NotNullWhen(true)] out RoomPlace? place
    )
    {
        place = null;
        if (!request.TryRead(RoomsDialectJson.Default.SendRoomMessageRequest, out message))
        {
            return false;
        }

        if (string.IsNullOrWhiteSpace(message.Content) || message.Content.Length > options.Value.MaxMessageLength)
        {
            request.Fail(GatewayError.Invalid($"content must have 1 to {options.Value.MaxMessageLength} characters."));
            return false;
        }

        if (TurnIntake.CheckClientMessageId(message.ClientMessageId) is { } invalid)
        {
            request.Fail(invalid);
            return false;
        }

        if (message.RoomId is null || !request.Client.Rooms.TryGetValue(message.RoomId, out place))
        {
            request.Fail(NotInRoom);
            return false;
        }

        return true;
    }

    /// <summary>A client's own id of a message is one among those of its user.</summary>
    private static string? ClaimOf(SocketRequest request, SendRoomMessageRequest message) =>
        message.ClientMessageId is { } id ? $"{request.Caller.UserId}:{id}" : null;

    private static UserMessage EventOf(SocketRequest request, SessionId session, SendRoomMessageRequest message, DateTimeOffset now) =>
        new()
        {
            SessionId = session,
            Timestamp = now.ToUnixTimeMilliseconds(),
            MessageId = MessageId.New(),
            ClientMessageId = message.ClientMessageId,
            UserId = request.Caller.UserId,
            Content = message.Content!,
            By = request.Socket.Id,
            IsInRoomHistory = true,
        };
}
