using System.Text.Json;
using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Gateway.Delivery;
using Services.Gateway.Errors;
using Services.Gateway.Outages;
using Services.Gateway.Requests;
using Services.Gateway.Sessions;
using Services.Gateway.SocketIo.Transport;
using Services.Gateway.Tracing;
using Services.Gateway.Turns;
using Services.Gateway.Typing;
using StoredSession = Services.Conversations.Sessions.Session;

namespace Services.Gateway.Dialects.RoomSockets;

/// <summary>Reads the frames of room WebSockets, one at a time for each connection.</summary>
internal sealed partial class RoomConnection(
    SessionDirectory directory,
    SessionFeeds feeds,
    TurnIntake intake,
    TurnControl control,
    TypingTracker typing,
    OutageNotice outages,
    RoomMembers members,
    RequestDeadlines deadlines,
    TimeProvider time,
    ILogger<RoomConnection> logger
)
{
    /// <summary>Serves the connection until it is over, with what came after <paramref name="after"/> first.</summary>
    public async Task RunAsync(BoundedWebSocket socket, RoomMember member, Caller caller, SessionId session, long? after)
    {
        await using var membership = await feeds.JoinAsync(session, member, after, CancellationToken.None);
        members.Add(member);
        outages.Add(member);
        try
        {
            while (true)
            {
                using var message = await socket.ReceiveAsync();
                switch (message.Kind)
                {
                    case InboundKind.Closed:
                        return;
                    case InboundKind.Text when !socket.IsClosing:
                        await HandleAsync(message.Memory, member, membership, caller, session);
                        break;
                    case InboundKind.Binary when !socket.IsClosing:
                        member.Fail(GatewayError.Invalid("Frames are JSON text."));
                        break;
                }
            }
        }
        finally
        {
            outages.Remove(member);
            members.Remove(member);
            typing.Stop(session, membership);
        }
    }

    private async Task HandleAsync(
        ReadOnlyMemory<byte> text,
        RoomMember member,
        FeedMembership membership,
        Caller caller,
        SessionId session
    )
    {
        switch (Parse(text.Span))
        {
            case null:
                member.Fail(GatewayError.Invalid("A frame is a JSON object with a type."));
                break;
            case { Type: "ping" }:
                member.Send(new RoomFrame { Type = RoomFrameTypes.Pong, Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds() });
                break;
            case { Type: "typing_start" }:
                typing.Start(session, membership);
                break;
            case { Type: "typing_stop" }:
                typing.Stop(session, membership);
                break;
            case { Type: "message" } request:
                typing.Stop(session, membership);
                await RequestAsync(
                    "message:send",
                    member,
                    caller,
                    session,
                    (found, token) => SendAsync(member, caller, found, request, token)
                );
                break;
            case { Type: "cancel" }:
                await RequestAsync(
                    "message:cancel",
                    member,
                    caller,
                    session,
                    async (found, token) =>
                    {
                        await control.CancelAsync(caller, found, null, token);
                        return null;
                    }
                );
                break;
            default:
                member.Fail(GatewayError.Invalid("type must be message, typing_start, typing_stop, cancel or ping."));
                break;
        }
    }

    private async Task<GatewayError?> SendAsync(
        RoomMember member,
        Caller caller,
        StoredSession session,
        RoomRequest request,
        CancellationToken cancellationToken
    )
    {
        var incoming = new IncomingMessage
        {
            Content = request.Content,
            ClientMessageId = request.ClientMessageId,
            ReceivedAt = time.GetTimestamp(),
            By = member.Id,
        };
        if (!(await intake.SubmitAsync(caller, session, incoming, cancellationToken)).TryGet(out var receipt, out var error))
        {
            return error;
        }

        member.Send(
            new RoomFrame
            {
                Type = RoomFrameTypes.Ack,
                MessageId = receipt.MessageId,
                ReplyId = receipt.ReplyId,
                ClientMessageId = receipt.ClientMessageId,
                Timestamp = receipt.Timestamp,
            }
        );
        return null;
    }

    /// <summary>Runs a request as a trace of its own, bounded in time; whatever fails becomes an error frame.</summary>
    private async Task RequestAsync(
        string name,
        RoomMember member,
        Caller caller,
        SessionId session,
        Func<StoredSession, CancellationToken, Task<GatewayError?>> request
    )
    {
        using var activity = GatewayTracing.StartRequest(name, caller);
        using var deadline = deadlines.Begin();
        GatewayTracing.SetSession(session);
        GatewayError? error;
        try
        {
            error = (await directory.AuthoriseAsync(caller, session.ToString(), deadline.Token)).TryGet(out var found, out var refused)
                ? await request(found, deadline.Token)
                : refused;
        }
        catch (Exception failure)
        {
            if (Faults.IsOutage(failure))
            {
                LogOutage(name, failure.Message);
            }
            else
            {
                LogFailed(failure, name);
            }

            error = GatewayError.Internal;
        }

        if (error is not null)
        {
            GatewayTracing.SetError(error);
            member.Fail(error);
        }
    }

    private static RoomRequest? Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, RoomSocketJson.Default.RoomRequest);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "A store or the broker failed; {Request} over the room WebSocket was not carried out: {Cause}")]
    private partial void LogOutage(string request, string cause);

    [LoggerMessage(LogLevel.Error, "{Request} over the room WebSocket failed.")]
    private partial void LogFailed(Exception failure, string request);
}
