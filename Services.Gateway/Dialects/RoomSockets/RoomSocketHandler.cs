using System.Net;
using System.Text.Json;
using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.Cancellation;
using Services.Gateway.ConnectionLogs;
using Services.Gateway.Errors;
using Services.Gateway.Feeds;
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
internal sealed partial class RoomSocketHandler(
    SessionDirectory directory,
    SessionFeeds feeds,
    TurnIntake intake,
    TurnCanceller canceller,
    TypingTracker typing,
    OutageNotifier outages,
    RoomSocketRegistry subscribers,
    RequestDeadlines deadlines,
    RequestLimiter limiter,
    RateLimiter shared,
    TrafficLog traffic,
    TimeProvider time,
    ILogger<RoomSocketHandler> logger
)
{
    /// <summary>Serves the connection until it is over, with what came after <paramref name="after"/> first.</summary>
    public async Task RunAsync(
        BoundedWebSocket socket,
        RoomSocketSubscriber subscriber,
        Caller caller,
        IPAddress? address,
        SessionId session,
        long? after
    )
    {
        var (joined, _) = await feeds.SubscribeAsync(session, subscriber, after, CancellationToken.None);
        await using var subscription = joined;
        subscribers.Add(subscriber);
        outages.Add(subscriber);
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
                        await HandleAsync(message.Memory, subscriber, subscription, caller, address, session);
                        break;
                    case InboundKind.Binary when !socket.IsClosing:
                        subscriber.Fail(GatewayError.Invalid("Frames are JSON text."));
                        break;
                }
            }
        }
        finally
        {
            outages.Remove(subscriber);
            subscribers.Remove(subscriber);
            typing.Stop(session, subscription);
        }
    }

    private async Task HandleAsync(
        ReadOnlyMemory<byte> text,
        RoomSocketSubscriber subscriber,
        Subscription subscription,
        Caller caller,
        IPAddress? address,
        SessionId session
    )
    {
        var request = Parse(text.Span);
        traffic.Received(RoomSocketEndpoint.Transport, subscriber.Id, request?.KnownType, session, text.Length);
        if (limiter.Take(caller, address) is { } refused)
        {
            subscriber.Fail(refused);
            return;
        }

        switch (request)
        {
            case null:
                subscriber.Fail(GatewayError.Invalid("A frame is a JSON object with a type."));
                break;
            case { Type: RoomSocketCommands.Ping }:
                subscriber.Send(
                    new RoomSocketFrame { Type = RoomSocketFrameTypes.Pong, Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds() }
                );
                break;
            case { Type: RoomSocketCommands.TypingStart }:
                typing.Start(session, subscription);
                break;
            case { Type: RoomSocketCommands.TypingStop }:
                typing.Stop(session, subscription);
                break;
            case { Type: RoomSocketCommands.Message }:
                typing.Stop(session, subscription);
                await RequestAsync(
                    "message:send",
                    RequestKind.Message,
                    subscriber,
                    caller,
                    session,
                    (found, token) => SendAsync(subscriber, caller, found, request, token)
                );
                break;
            case { Type: RoomSocketCommands.Cancel }:
                await RequestAsync(
                    "message:cancel",
                    RequestKind.Control,
                    subscriber,
                    caller,
                    session,
                    async (found, token) =>
                    {
                        await canceller.CancelAsync(caller, found, null, token);
                        return null;
                    }
                );
                break;
            default:
                subscriber.Fail(GatewayError.Invalid("type must be message, typing_start, typing_stop, cancel or ping."));
                break;
        }
    }

    private async Task<GatewayError?> SendAsync(
        RoomSocketSubscriber subscriber,
        Caller caller,
        StoredSession session,
        RoomSocketRequest request,
        CancellationToken cancellationToken
    )
    {
        var incoming = new IncomingMessage
        {
            Content = request.Content,
            ClientMessageId = request.ClientMessageId,
            Metadata = request.Metadata,
            ReceivedAt = time.GetTimestamp(),
            By = subscriber.Id,
        };
        return await intake.SubmitAsync(
            caller,
            session,
            incoming,
            receipt =>
                subscriber.Send(
                    new RoomSocketFrame
                    {
                        Type = RoomSocketFrameTypes.Ack,
                        MessageId = receipt.MessageId,
                        ReplyId = receipt.ReplyId,
                        ClientMessageId = receipt.ClientMessageId,
                        Timestamp = receipt.Timestamp,
                    }
                ),
            cancellationToken
        );
    }

    /// <summary>Runs a request as a trace of its own, bounded in time; whatever fails becomes an error frame.</summary>
    private async Task RequestAsync(
        string name,
        RequestKind kind,
        RoomSocketSubscriber subscriber,
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
            error =
                await shared.TakeAsync(kind, caller, deadline.Token) is { } wait ? GatewayError.RateLimited(wait)
                : (await directory.AuthoriseAsync(caller, session.ToString(), deadline.Token)).TryGet(out var found, out var refused)
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
            subscriber.Fail(error);
        }
    }

    private static RoomSocketRequest? Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, RoomSocketJson.Default.RoomSocketRequest);
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
