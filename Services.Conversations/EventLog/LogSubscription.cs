using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Services.Contracts.Ids;
using Services.Contracts.Topology;
using StackExchange.Redis;

namespace Services.Conversations.EventLog;

/// <summary>
/// One live subscription. The channel tells that something happened and usually carries it; the stream is the truth: whenever a number
/// is missing (a reconnect, a slow handler, a client that delivers out of order), the gap is read from there. So the handler sees every
/// entry once and in order.
/// </summary>
internal sealed partial class LogSubscription : IAsyncDisposable
{
    private const int PageSize = 256;

    /// <summary>After a reconnect the client subscribes anew on one connection and reads on another; reading waits a moment for the former.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(250);

    private readonly RedisSessionEventLog log;
    private readonly IConnectionMultiplexer redis;
    private readonly SessionId session;
    private readonly Action<LogEntry> handler;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly RedisChannel channel;
    private readonly Channel<LogEntry?> inbox;
    private readonly CancellationTokenSource stop = new();
    private readonly TimeSpan timeout;
    private Task pump = Task.CompletedTask;
    private volatile bool missed;
    private long last;
    private int disposed;

    public LogSubscription(
        RedisSessionEventLog log, IConnectionMultiplexer redis, SessionId session, Action<LogEntry> handler,
        SessionEventLogOptions options, TimeProvider time, ILogger logger)
    {
        this.log = log;
        this.redis = redis;
        this.session = session;
        this.handler = handler;
        this.time = time;
        this.logger = logger;
        timeout = options.Timeout;
        channel = new RedisChannel(RedisKeys.Channel(session), RedisChannel.PatternMode.Literal);
        inbox = Channel.CreateBounded<LogEntry?>(new BoundedChannelOptions(options.SubscriptionBuffer) { SingleReader = true });
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        last = await log.LastSeqAsync(session, cancellationToken);
        redis.ConnectionRestored += OnRestored;
        try
        {
            await redis.GetSubscriber().SubscribeAsync(channel, OnMessage).WaitAsync(timeout, time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or RedisConnectionException)
        {
            throw new EventLogUnavailableException($"Redis did not confirm the subscription: {e.Message}", e);
        }

        using (ExecutionContext.SuppressFlow())
        {
            pump = Task.Run(PumpAsync, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        redis.ConnectionRestored -= OnRestored;
        await stop.CancelAsync();
        inbox.Writer.TryComplete();
        try
        {
            await redis.GetSubscriber().UnsubscribeAsync(channel, OnMessage).WaitAsync(timeout, time);
        }
        catch (Exception e) when (e is TimeoutException or RedisException or ObjectDisposedException)
        {
            LogUnsubscribeFailed(e, session);
        }

        await pump;
        stop.Dispose();
    }

    private void OnMessage(RedisChannel _, RedisValue value)
    {
        if (EventFrame.Parse(value) is { } entry) Post(entry);
    }

    private void OnRestored(object? sender, ConnectionFailedEventArgs e) => Post(null);

    private void Post(LogEntry? entry)
    {
        if (entry is null) missed = true;
        if (!inbox.Writer.TryWrite(entry)) missed = true;
    }

    private async Task PumpAsync()
    {
        try
        {
            // What was appended between reading the number and the subscription is in the log already.
            await CatchUpAsync(reset: false);
            await foreach (var entry in inbox.Reader.ReadAllAsync(stop.Token))
            {
                if (entry is null) await Task.Delay(Settle, time, stop.Token);
                if (entry is not null && entry.Seq == last + 1) Deliver(entry);
                else if (entry is not null && entry.Seq > last) missed = true;
                if (missed) await CatchUpAsync(reset: entry is null);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    private async Task CatchUpAsync(bool reset)
    {
        missed = false;
        try
        {
            if (reset && await log.LastSeqAsync(session, stop.Token) < last) last = 0;
            IReadOnlyList<LogEntry> page;
            do
            {
                page = await log.ReadAsync(session, last, PageSize, stop.Token);
                foreach (var entry in page) Deliver(entry);
            }
            while (page.Count == PageSize);
        }
        catch (EventLogUnavailableException e)
        {
            // The next message, or the restored connection, tries again.
            missed = true;
            LogCatchUpFailed(e, session);
        }
    }

    private void Deliver(LogEntry entry)
    {
        last = entry.Seq;
        try
        {
            handler(entry);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogHandlerFailed(e, session, entry.Seq);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Session {Session}: could not read the events that were missed; will try again.")]
    private partial void LogCatchUpFailed(Exception e, SessionId session);

    [LoggerMessage(LogLevel.Error, "Session {Session}: the handler of event {Seq} failed.")]
    private partial void LogHandlerFailed(Exception e, SessionId session, long seq);

    [LoggerMessage(LogLevel.Debug, "Session {Session}: unsubscribing failed.")]
    private partial void LogUnsubscribeFailed(Exception e, SessionId session);
}
