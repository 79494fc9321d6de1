using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using Services.Contracts.Access;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Conversations.Rooms;
using Services.Conversations.Vault;
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
internal sealed class RoomsMessageCommands(
    SocketRequestRunner requests,
    RoomMessageWriter broadcast,
    RoomsReplyRequests turns,
    RateLimiter limiter,
    IPersonalDataVault vault,
    TypingTracker typing,
    IOptions<SessionLimitOptions> options
)
{
    public static readonly GatewayError NotInRoom = GatewayError.SessionAccessDenied with { Message = "Join the room first." };

    public ValueTask SendAsync(SocketRequest request)
    {
        if (!TryRead(request, out var message, out var room))
        {
            return ValueTask.CompletedTask;
        }

        typing.Stop(room.Session, room.Subscription);
        if (limiter.LimitsRooms)
        {
            return SendLimitedAsync(request, message, room);
        }

        return Dispatch(request, message, room);
    }

    private async ValueTask SendLimitedAsync(SocketRequest request, RoomsSendMessageRequest message, RoomSubscription room)
    {
        try
        {
            if (
                !await broadcast.IsRepeatAsync(room.Session, ClaimOf(request, message))
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

        await Dispatch(request, message, room);
    }

    private ValueTask Dispatch(SocketRequest request, RoomsSendMessageRequest message, RoomSubscription room) =>
        Roles.IsStaff(request.Caller.Role)
            ? requests.HandleAsync(request, (_, token) => SpeakAsStaffAsync(request, message, room, token))
            : Speak(request, message, room);

    /// <summary>In a customer's conversation a word of staff is one to the customer, whatever it is sent by.</summary>
    private async Task SpeakAsStaffAsync(
        SocketRequest request,
        RoomsSendMessageRequest message,
        RoomSubscription room,
        CancellationToken cancellationToken
    )
    {
        var customers = await turns.FindCustomersAsync(request.Caller, room, cancellationToken);
        if (customers is not null && await turns.EnterAsync(request.Caller, customers, cancellationToken) is { } refused)
        {
            request.Fail(refused);
            return;
        }

        var isForIntake = message.UseAi || customers is not null;
        var (outgoing, write) = WriteOf(request, message with { UseAi = isForIntake }, room);
        if (isForIntake)
        {
            await RequestReplyAsync(request, message, room, outgoing, write, cancellationToken);
        }
        else
        {
            await SendAsync(request, room, outgoing, write);
        }
    }

    private ValueTask Speak(SocketRequest request, RoomsSendMessageRequest message, RoomSubscription room)
    {
        var (outgoing, write) = WriteOf(request, message, room);
        if (message.UseAi)
        {
            return requests.HandleAsync(request, (_, token) => RequestReplyAsync(request, message, room, outgoing, write, token));
        }

        request.Detach();
        request.Client.Unanswered = SendAfterAsync(request.Client.Unanswered, request, room, outgoing, write);
        return ValueTask.CompletedTask;
    }

    private static (RoomsMessage Outgoing, RoomWrite Write) WriteOf(
        SocketRequest request,
        RoomsSendMessageRequest message,
        RoomSubscription room
    )
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(request.Now);
        var outgoing = new RoomsMessage
        {
            UserId = request.Caller.UserId,
            Content = message.Content!,
            Timestamp = now.UtcDateTime,
            IsAi = false,
            ClientMessageId = message.ClientMessageId,
        };
        var write = new RoomWrite
        {
            Room = room.Session,
            Packet = RoomMessageWriter.PacketOf(outgoing),
            ClaimId = ClaimOf(request, message),
            IsStored = message.UseAi,
            Message = message.UseAi ? null : UserMessageOf(request, room.Session, message, now),
        };
        return (outgoing, write);
    }

    /// <summary>
    /// Sends at once, and completes after the earlier messages of the socket, so that one task stands for all. How many are under way is
    /// bounded by the room's log.
    /// </summary>
    private async Task SendAfterAsync(Task earlier, SocketRequest request, RoomSubscription room, RoomsMessage outgoing, RoomWrite write)
    {
        await SendAsync(request, room, outgoing, write);
        await earlier;
    }

    private async Task<bool> SendAsync(SocketRequest request, RoomSubscription room, RoomsMessage outgoing, RoomWrite write)
    {
        try
        {
            if (await broadcast.SendAsync(write) < 0)
            {
                request.Fail(GatewayError.SessionEnded);
                return false;
            }

            request.Respond(RoomsEvents.MessageSent, outgoing, RoomsDialectJson.Default.RoomsMessage);
            return true;
        }
        catch (Exception failure)
        {
            requests.Fail(request, failure);
            return false;
        }
    }

    private async Task RequestReplyAsync(
        SocketRequest request,
        RoomsSendMessageRequest message,
        RoomSubscription room,
        RoomsMessage outgoing,
        RoomWrite write,
        CancellationToken cancellationToken
    )
    {
        GatewayTracing.SetSession(room.Session);
        if (
            await SendAsync(request, room, outgoing, write)
            && await turns.RequestReplyAsync(request, message, room, cancellationToken) is { } error
        )
        {
            request.Fail(error);
        }
    }

    private bool TryRead(
        SocketRequest request,
        [NotNullWhen(true)] out RoomsSendMessageRequest? message,
        [NotNullWhen(true)] out RoomSubscription? room
    )
    {
        room = null;
        if (!request.TryRead(RoomsDialectJson.Default.RoomsSendMessageRequest, out message))
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

        // What is said to everybody is nobody's to have back.
        message = message with
        {
            Content = PersonalDataRedaction.Redact(message.Content),
            ClientMessageId = message.ClientMessageId is { } id ? vault.MaskId(id) : null,
        };
        if (message.RoomId is null || (room = request.Client.FindRoom(message.RoomId)) is null)
        {
            request.Fail(NotInRoom);
            return false;
        }

        if (room.Subscription.HasEnded)
        {
            request.Fail(GatewayError.SessionEnded);
            return false;
        }

        return true;
    }

    /// <summary>A client's own id of a message is one among those of its user.</summary>
    private static string? ClaimOf(SocketRequest request, RoomsSendMessageRequest message) =>
        message.ClientMessageId is { } id ? $"{request.Caller.UserId}:{id}" : null;

    private static UserMessage UserMessageOf(
        SocketRequest request,
        SessionId session,
        RoomsSendMessageRequest message,
        DateTimeOffset now
    ) =>
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
