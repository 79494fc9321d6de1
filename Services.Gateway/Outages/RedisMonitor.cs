using Microsoft.Extensions.Options;
using Services.Contracts.Topology;
using Services.Conversations.EventLog;
using StackExchange.Redis;

namespace Services.Gateway.Outages;

/// <summary>
/// Asks Redis from time to time, over both of its connections, whether it is there and takes what is written: one that is full or a replica
/// is as good as away. It counts as back once it answers and those who are subscribed to sessions have what they missed.
/// </summary>
internal sealed partial class RedisMonitor(
    IConnectionMultiplexer redis,
    FeedCatchUp missed,
    OutageNotifier notice,
    IOptions<OutageOptions> options,
    TimeProvider time,
    ILogger<RedisMonitor> logger
) : BackgroundService
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isAway;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        redis.ConnectionFailed += OnChanged;
        redis.ConnectionRestored += OnChanged;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var changed = Volatile.Read(ref _changed).Task;
                Update(await ProbeAsync(stoppingToken));
                await changed
                    .WaitAsync(options.Value.CheckInterval, time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
        finally
        {
            redis.ConnectionFailed -= OnChanged;
            redis.ConnectionRestored -= OnChanged;
        }
    }

    /// <summary>Null if Redis answers, otherwise why it counts as away.</summary>
    private async Task<string?> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(redis.GetDatabase().StringSetAsync(RedisKeys.Probe, 1, Kept), redis.GetSubscriber().PingAsync())
                .WaitAsync(options.Value.Patience, time, cancellationToken);
            if (_isAway)
            {
                await CatchUpAsync(cancellationToken);
            }

            return null;
        }
        catch (Exception failure) when (failure is EventLogUnavailableException || RedisOutage.Is(failure))
        {
            return failure.Message;
        }
    }

    /// <summary>Waits for what was missed, but not for ever: a session that stays behind holds nobody else up.</summary>
    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Value.Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await missed.WhenDeliveredAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LogBehind();
        }
    }

    private void Update(string? fault)
    {
        if (_isAway == fault is not null)
        {
            return;
        }

        _isAway = !_isAway;
        if (fault is not null)
        {
            LogAway(fault);
        }
        else
        {
            LogBack();
        }

        notice.Set(_isAway);
    }

    private void OnChanged(object? sender, ConnectionFailedEventArgs e) =>
        Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    [LoggerMessage(LogLevel.Warning, "Redis is away; the clients are told: {Cause}")]
    private partial void LogAway(string cause);

    [LoggerMessage(LogLevel.Warning, "Redis is back, but some sessions have not been read up to their ends yet.")]
    private partial void LogBehind();

    [LoggerMessage(LogLevel.Information, "Redis is back; the clients are told.")]
    private partial void LogBack();
}
