using Microsoft.Extensions.Logging;
using Services.Contracts.Ids;
using Services.Contracts.Topology;
using StackExchange.Redis;

namespace Services.Conversations.EventLog;

/// <summary>
/// Gives new logs their first number. Nobody waits for it, but somebody hears what came of it: where Redis did not take it, that is logged
/// and counted, and the log begins with a large number. Disposal waits for what is under way, which the client's time limit bounds. Thread
/// safe.
/// </summary>
internal sealed partial class LogBeginnings(IConnectionMultiplexer redis, TimeSpan sequenceRetention, ILogger<LogBeginnings> logger)
    : IAsyncDisposable
{
    /// <summary>How many may be under way; one more is refused like one that Redis did not take.</summary>
    public const int MaxUnderWay = 1_024;

    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;
    private int _underWay;

    /// <summary>A log that has a number keeps it. Commands that follow on the same connection come after this one.</summary>
    public void Begin(SessionId session)
    {
        lock (_gate)
        {
            if (Volatile.Read(ref _underWay) == MaxUnderWay)
            {
                Report(session, new EventLogUnavailableException($"{MaxUnderWay} logs are being begun; no more is."));
                return;
            }

            Interlocked.Increment(ref _underWay);
            _last = BeginAfterAsync(_last, session);
        }
    }

    public async ValueTask DisposeAsync() => await _last;

    /// <summary>Begins at once, and completes after the earlier ones, so that one task stands for all. Never fails.</summary>
    private async Task BeginAfterAsync(Task earlier, SessionId session)
    {
        try
        {
            await redis.GetDatabase().StringSetAsync(RedisKeys.Sequence(session), 0, sequenceRetention, When.NotExists);
        }
        catch (Exception failure)
        {
            Report(session, failure);
        }

        await earlier;
        Interlocked.Decrement(ref _underWay);
    }

    private void Report(SessionId session, Exception failure)
    {
        EventLogTelemetry.CountNotBegun(failure);
        if (failure is EventLogUnavailableException || RedisOutage.Is(failure))
        {
            LogOutage(session, failure.Message);
        }
        else
        {
            LogFailed(failure, session);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Session {Session}: Redis did not take the log's first number, so it begins with a large one: {Cause}"
    )]
    private partial void LogOutage(SessionId session, string cause);

    [LoggerMessage(LogLevel.Error, "Session {Session}: the log's first number was not set, so it begins with a large one.")]
    private partial void LogFailed(Exception failure, SessionId session);
}
