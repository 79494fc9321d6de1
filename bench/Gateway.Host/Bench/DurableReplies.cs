using Services.Contracts.Ids;
using Services.Conversations.EventLog;

namespace Gateway.Host.Bench;

/// <summary>
/// Replies through the session's event log, as an orchestrator writes them; the gateway's subscription brings them to whoever is
/// subscribed.
/// </summary>
internal sealed class DurableReplies(ISessionEventLog log, PacedReplyScheduler metronome, TimeProvider time, ILogger<DurableReply> logger)
{
    /// <summary>Writes a reply without a delay to its end, or begins a paced one; false if too many are running.</summary>
    public async ValueTask<bool> ReplyAsync(SessionId session, TurnId turn, int chunks, TimeSpan delay, CancellationToken cancellationToken)
    {
        var reply = new DurableReply(session, turn, ReplyText.Chunk, chunks, log, time, logger);
        if (delay > TimeSpan.Zero && chunks > 0)
        {
            return metronome.TryAdd(reply, delay);
        }

        await reply.WriteAllAsync(cancellationToken);
        return true;
    }

    /// <summary>Writes a reply of one chunk.</summary>
    public Task WriteAsync(SessionId session, TurnId turn, string text, CancellationToken cancellationToken) =>
        new DurableReply(session, turn, text, 1, log, time, logger).WriteAllAsync(cancellationToken);
}
