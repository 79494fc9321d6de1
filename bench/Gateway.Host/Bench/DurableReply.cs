using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Conversations.EventLog;

namespace Gateway.Host.Bench;

/// <summary>
/// One of them. One append is under way at a time; what becomes due meanwhile goes with the next, so that a slow Redis makes appends larger
/// and not more.
/// </summary>
internal sealed partial class DurableReply(
    SessionId session,
    TurnId turn,
    string text,
    int chunks,
    ISessionEventLog log,
    TimeProvider time,
    ILogger<DurableReply> logger
) : IPacedReply
{
    private const int LargestAppend = 256;

    private readonly long _begun = time.GetTimestamp();
    private readonly Lock _gate = new();
    private int _due;
    private int _written;
    private bool _isWriting;
    private Task _writing = Task.CompletedTask;
    private bool _hasFailed;

    /// <summary>Completes when the last append has been confirmed.</summary>
    public async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        _due = chunks;
        while (TakeDue() is { Count: > 0 } batch)
        {
            await log.AppendChunksAsync(session, turn, batch, cancellationToken);
        }

        await EndAsync(cancellationToken);
    }

    public bool OnTick(int due)
    {
        bool begins;
        lock (_gate)
        {
            _due = Math.Min(_due + due, chunks);
            begins = !_isWriting && !_hasFailed;
            _isWriting |= begins;
        }

        if (begins)
        {
            _writing = WriteDueAsync();
        }

        return (_due < chunks || !_writing.IsCompleted) && !_hasFailed;
    }

    /// <summary>Ends by itself when nothing is due; each append is bounded in time by the log. It does not fail.</summary>
    private async Task WriteDueAsync()
    {
        try
        {
            while (TakeDue() is { Count: > 0 } batch)
            {
                await log.AppendChunksAsync(session, turn, batch, CancellationToken.None);
                if (_written == chunks)
                {
                    await EndAsync(CancellationToken.None);
                }
            }
        }
        catch (Exception failure)
        {
            _hasFailed = true;
            LogFailed(session, failure.Message);
        }
    }

    private List<MessageChunk> TakeDue()
    {
        int first,
            end;
        lock (_gate)
        {
            first = _written;
            end = Math.Min(_due, first + LargestAppend);
            _written = end;
            _isWriting = end > first;
        }

        var timestamp = time.GetUtcNow().ToUnixTimeMilliseconds();
        var batch = new List<MessageChunk>(end - first);
        for (var index = first; index < end; index++)
        {
            batch.Add(
                new MessageChunk
                {
                    SessionId = session,
                    Timestamp = timestamp,
                    MessageId = turn.ReplyId,
                    Content = text,
                    ChunkIndex = index,
                }
            );
        }

        return batch;
    }

    private async Task EndAsync(CancellationToken cancellationToken) =>
        await log.AppendFinalAsync(
            session,
            turn,
            [
                new MessageComplete
                {
                    SessionId = session,
                    Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
                    MessageId = turn.ReplyId,
                    Content = string.Concat(Enumerable.Repeat(text, chunks)),
                    Metadata = new ReplyMetadata
                    {
                        ChunkCount = chunks,
                        StreamLatency = (long)time.GetElapsedTime(_begun).TotalMilliseconds,
                    },
                },
            ],
            cancellationToken
        );

    [LoggerMessage(LogLevel.Warning, "Session {Session}: the reply ends here, Redis did not take it: {Cause}")]
    private partial void LogFailed(SessionId session, string cause);
}
