using System.Buffers.Text;
using Microsoft.Extensions.Logging;
using Services.Contracts.Ids;
using Services.Contracts.Topology;
using StackExchange.Redis;

namespace Services.Conversations.EventLog;

/// <summary>
/// One live subscription. The channel tells that something happened and usually carries it, and that is delivered on the spot; the stream
/// is the truth: whenever a number is missing (a reconnect), the gap is read from there, and what the channel brings meanwhile is buffered.
/// So the handler sees every entry once and in order.
/// </summary>
internal sealed partial class LogSubscription : ILogSubscription
{
    private const int PageSize = 256;

    /// <summary>
    /// After a reconnect the client subscribes anew on one connection and reads on another; reading waits a moment for the former.
    /// </summary>
    private static readonly TimeSpan ReconnectDelay = TimeSpan.FromMilliseconds(250);

    private readonly RedisSessionEventLog _log;
    private readonly IConnectionMultiplexer _redis;
    private readonly SessionId _session;
    private readonly Action<IReadOnlyList<LogEntry>> _handler;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly RedisChannel _channel;
    private readonly int _capacity;
    private readonly TimeSpan _timeout;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<LogEntry> _entries = [];
    private readonly List<byte[]> _buffered = [];
    private ChannelMessageQueue? _messages;
    private Task _catchingUp = Task.CompletedTask;
    private bool _isCatchingUp;
    private bool _missed;
    private bool _restored;
    private long _last;
    private int _disposed;

    public LogSubscription(
        RedisSessionEventLog log,
        IConnectionMultiplexer redis,
        SessionId session,
        Action<IReadOnlyList<LogEntry>> handler,
        SessionEventLogOptions options,
        TimeProvider time,
        ILogger logger
    )
    {
        _log = log;
        _redis = redis;
        _session = session;
        _handler = handler;
        _time = time;
        _logger = logger;
        _timeout = options.Timeout;
        _capacity = options.SubscriptionBuffer;
        _channel = new RedisChannel(RedisKeys.Channel(session), RedisChannel.PatternMode.Literal);
    }

    public long From { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        From = _last = await _log.LastSeqAsync(_session, cancellationToken);
        _redis.ConnectionRestored += OnRestored;
        // What is appended between reading the number and the subscription is in the log.
        _isCatchingUp = true;
        try
        {
            // The queue hands its messages on one after the other, in the order in which they were published.
            _messages = await _redis.GetSubscriber().SubscribeAsync(_channel).WaitAsync(_timeout, _time, cancellationToken);
            _messages.OnMessage(OnMessage);
        }
        catch (Exception e) when (RedisOutage.Is(e))
        {
            throw new EventLogUnavailableException($"Redis did not confirm the subscription: {e.Message}", e);
        }

        lock (_gate)
        {
            StartCatchingUp();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _redis.ConnectionRestored -= OnRestored;
        await _stop.CancelAsync();
        try
        {
            if (_messages is { } messages)
            {
                await messages.UnsubscribeAsync().WaitAsync(_timeout, _time);
            }
        }
        catch (Exception e) when (e is ObjectDisposedException || RedisOutage.Is(e))
        {
            LogUnsubscribeFailed(e, _session);
        }

        Task last;
        lock (_gate)
        {
            last = _catchingUp;
        }

        await last;
        _stop.Dispose();
    }

    private void OnMessage(ChannelMessage published)
    {
        byte[]? message = published.Message;
        if (message is null)
        {
            return;
        }

        lock (_gate)
        {
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            if (_isCatchingUp)
            {
                Buffer(message);
            }
            else if (_missed || !TryDeliver(message))
            {
                StartCatchingUp();
            }
        }
    }

    private void OnRestored(object? sender, ConnectionFailedEventArgs e)
    {
        lock (_gate)
        {
            _missed = true;
            _restored = true;
            if (!_isCatchingUp && !_stop.IsCancellationRequested)
            {
                StartCatchingUp();
            }
        }
    }

    private void Buffer(byte[] message)
    {
        if (_buffered.Count == _capacity)
        {
            _buffered.Clear();
            _missed = true;
        }

        _buffered.Add(message);
    }

    /// <summary>Delivers what is new in a publication, <c>LAST BATCH</c>; false if something before it is missing.</summary>
    private bool TryDeliver(byte[] message)
    {
        if (!Utf8Parser.TryParse(message, out long last, out var used) || used == message.Length)
        {
            return true;
        }

        _entries.Clear();
        EventBatch.Decode(last, message.AsSpan(used + 1), _last, _entries);
        if (_entries.Count > 0 && _entries[0].Seq > _last + 1)
        {
            return false;
        }

        Deliver(_entries);
        return true;
    }

    private void StartCatchingUp()
    {
        _isCatchingUp = true;
        using (ExecutionContext.SuppressFlow())
        {
            _catchingUp = Task.Run(CatchUpAsync, CancellationToken.None);
        }
    }

    private async Task CatchUpAsync()
    {
        try
        {
            do
            {
                var restored = Begin();
                if (restored)
                {
                    await Task.Delay(ReconnectDelay, _time, _stop.Token);
                }

                if (restored)
                {
                    _last = Math.Min(_last, await _log.RaiseSequenceAsync(_session, _last, _stop.Token));
                }

                await ReadAsync();
            } while (!TryFinishCatchUp());
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
        catch (EventLogUnavailableException e)
        {
            // The next message, or the restored connection, tries again.
            LogCatchUpFailed(e, _session);
            lock (_gate)
            {
                _buffered.Clear();
                _missed = true;
                _isCatchingUp = false;
            }
        }
    }

    /// <summary>True if the connection is new.</summary>
    private bool Begin()
    {
        lock (_gate)
        {
            var restored = _restored;
            _missed = false;
            _restored = false;
            return restored;
        }
    }

    private async Task ReadAsync()
    {
        IReadOnlyList<LogEntry> page;
        do
        {
            page = await _log.ReadAsync(_session, _last, PageSize, _stop.Token);
            Deliver(page);
        } while (page.Count == PageSize);
    }

    /// <summary>Delivers what was held; false if something is missing still.</summary>
    private bool TryFinishCatchUp()
    {
        lock (_gate)
        {
            var isWhole = !_missed && _buffered.TrueForAll(TryDeliver);
            _buffered.Clear();
            _isCatchingUp = !isWhole;
            return isWhole;
        }
    }

    private void Deliver(IReadOnlyList<LogEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

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
