using System.Buffers.Text;
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
internal sealed partial class LogSubscription : ILogSubscription
{
    private const int PageSize = 256;

    /// <summary>After a reconnect the client subscribes anew on one connection and reads on another; reading waits a moment for the former.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(250);

    private readonly RedisSessionEventLog _log;
    private readonly IConnectionMultiplexer _redis;
    private readonly SessionId _session;
    private readonly Action<IReadOnlyList<LogEntry>> _handler;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly RedisChannel _channel;
    private readonly Channel<byte[]?> _inbox;
    private readonly List<LogEntry> _entries = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeSpan _timeout;
    private Task _pump = Task.CompletedTask;
    private volatile bool _missed;
    private long _last;
    private int _disposed;

    public LogSubscription(
        RedisSessionEventLog log, IConnectionMultiplexer redis, SessionId session, Action<IReadOnlyList<LogEntry>> handler,
        SessionEventLogOptions options, TimeProvider time, ILogger logger)
    {
        _log = log;
        _redis = redis;
        _session = session;
        _handler = handler;
        _time = time;
        _logger = logger;
        _timeout = options.Timeout;
        _channel = new RedisChannel(RedisKeys.Channel(session), RedisChannel.PatternMode.Literal);
        _inbox = Channel.CreateBounded<byte[]?>(new BoundedChannelOptions(options.SubscriptionBuffer) { SingleReader = true });
    }

    public long From { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        From = _last = await _log.LastSeqAsync(_session, cancellationToken);
        _redis.ConnectionRestored += OnRestored;
        try
        {
            await _redis.GetSubscriber().SubscribeAsync(_channel, OnMessage).WaitAsync(_timeout, _time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or RedisConnectionException)
        {
            throw new EventLogUnavailableException($"Redis did not confirm the subscription: {e.Message}", e);
        }

        using (ExecutionContext.SuppressFlow())
        {
            _pump = Task.Run(PumpAsync, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        _redis.ConnectionRestored -= OnRestored;
        await _stop.CancelAsync();
        _inbox.Writer.TryComplete();
        try
        {
            await _redis.GetSubscriber().UnsubscribeAsync(_channel, OnMessage).WaitAsync(_timeout, _time);
        }
        catch (Exception e) when (e is TimeoutException or RedisException or ObjectDisposedException)
        {
            LogUnsubscribeFailed(e, _session);
        }

        await _pump;
        _stop.Dispose();
    }

    private void OnMessage(RedisChannel _, RedisValue value) => Post(value);

    private void OnRestored(object? sender, ConnectionFailedEventArgs e) => Post(null);

    private void Post(byte[]? message)
    {
        if (message is null) _missed = true;
        if (!_inbox.Writer.TryWrite(message)) _missed = true;
    }

    private async Task PumpAsync()
    {
        try
        {
            // What was appended between reading the number and the subscription is in the log already.
            await CatchUpAsync(reset: false);
            await foreach (var message in _inbox.Reader.ReadAllAsync(_stop.Token))
            {
                if (message is null) await Task.Delay(Settle, _time, _stop.Token);
                else Take(message);
                if (_missed) await CatchUpAsync(reset: message is null);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    /// <summary>Delivers what is new in a publication, <c>LAST BATCH</c>, unless something before it is missing.</summary>
    private void Take(byte[] message)
    {
        if (!Utf8Parser.TryParse(message, out long last, out var used) || used == message.Length) return;
        _entries.Clear();
        EventBatch.Decode(last, message.AsSpan(used + 1), _last, _entries);
        if (_entries.Count > 0 && _entries[0].Seq > _last + 1)
        {
            _missed = true;
            return;
        }

        Deliver(_entries);
    }

    private async Task CatchUpAsync(bool reset)
    {
        _missed = false;
        try
        {
            if (reset && await _log.LastSeqAsync(_session, _stop.Token) < _last) _last = 0;
            IReadOnlyList<LogEntry> page;
            do
            {
                page = await _log.ReadAsync(_session, _last, PageSize, _stop.Token);
                Deliver(page);
            }
            while (page.Count == PageSize);
        }
        catch (EventLogUnavailableException e)
        {
            // The next message, or the restored connection, tries again.
            _missed = true;
            LogCatchUpFailed(e, _session);
        }
    }

    private void Deliver(IReadOnlyList<LogEntry> entries)
    {
        if (entries.Count == 0) return;
        _last = entries[^1].Seq;
        try
        {
            _handler(entries);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogHandlerFailed(e, _session, entries[0].Seq, _last);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Session {Session}: could not read the events that were missed; will try again.")]
    private partial void LogCatchUpFailed(Exception e, SessionId session);

    [LoggerMessage(LogLevel.Error, "Session {Session}: the handler of the events {First} to {Last} failed.")]
    private partial void LogHandlerFailed(Exception e, SessionId session, long first, long last);

    [LoggerMessage(LogLevel.Debug, "Session {Session}: unsubscribing failed.")]
    private partial void LogUnsubscribeFailed(Exception e, SessionId session);
}
