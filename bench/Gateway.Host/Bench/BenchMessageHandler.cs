using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using Services.Conversations.Sessions;
using Services.Gateway.Dialects.Sessions;
using Services.Gateway.Errors;
using Services.Gateway.Metrics;
using Services.Gateway.Requests;
using Services.Gateway.Sessions;
using Services.Gateway.Turns;

namespace Gateway.Host.Bench;

/// <summary>
/// Takes messages in and has them answered in this process. A reply without a delay is streamed before the socket's next request is
/// handled.
/// </summary>
internal sealed class BenchMessageHandler(
    SessionDirectory directory,
    InMemorySessions store,
    ISessionEventLog log,
    SessionCommands sessions,
    DirectReplies direct,
    DurableReplies durable,
    GatewayMetrics metrics,
    TimeProvider time
) : IMessageSendHandler
{
    private static readonly GatewayError Busy = GatewayError.Internal with { Message = "Too many replies are running: try again." };

    public async Task SendAsync(SocketRequest request, CancellationToken cancellationToken)
    {
        if (!request.TryRead(BenchJson.Default.BenchMessage, out var message))
        {
            return;
        }

        if (message.Check() is { } invalid)
        {
            request.Fail(invalid);
            return;
        }

        var turn = TurnId.New();
        var session = new SessionId(turn.Value);
        if (message.Durable || message.SessionId is not null)
        {
            if (!(await SessionOfAsync(request, message, cancellationToken)).TryGet(out var found, out var error))
            {
                request.Fail(error);
                return;
            }

            session = found.Id;
        }

        if (message.Durable)
        {
            await sessions.SubscribeAsync(request, session, null, cancellationToken);
        }

        Acknowledge(request, message, session, turn);
        if (message.Chunks is not { } chunks)
        {
            return;
        }

        var delay = TimeSpan.FromMilliseconds(message.DelayMs);
        var isTaken = message.Durable
            ? await durable.ReplyAsync(session, turn, chunks, delay, cancellationToken)
            : await direct.ReplyAsync(request.Socket, session, turn, chunks, delay);
        if (!isTaken)
        {
            request.Fail(Busy);
        }
    }

    private void Acknowledge(SocketRequest request, BenchMessage message, SessionId session, TurnId turn)
    {
        var latency = time.GetElapsedTime(request.ReceivedAt);
        metrics.Acknowledged(latency);
        var receipt = new TurnReceipt
        {
            SessionId = session,
            MessageId = MessageId.New(),
            ReplyId = turn.ReplyId,
            ClientMessageId = message.ClientMessageId,
            Timestamp = request.Now,
            Latency = Math.Round(latency.TotalMilliseconds, 2),
        };
        request.Respond(SessionEvents.MessageAck, receipt, TurnsJson.Default.TurnReceipt);
    }

    /// <summary>The session that the message names, the caller's own from now on if nobody had it; otherwise the socket's own.</summary>
    private async Task<Outcome<Session>> SessionOfAsync(SocketRequest request, BenchMessage message, CancellationToken cancellationToken)
    {
        if (message.SessionId is null)
        {
            return await directory.AuthoriseRoomAsync(request.Caller, $"bench:{request.Socket.Id}", isShared: false, cancellationToken);
        }

        if (SessionId.TryParse(message.SessionId, out var id) && store.TryAdopt(id, request.Caller.UserId))
        {
            log.Begin(id);
        }

        return await directory.AuthoriseAsync(request.Caller, message.SessionId, cancellationToken);
    }
}
