using System.Buffers.Text;
using Microsoft.Extensions.Logging;
using Services.Contracts.Ids;
using Services.Contracts.Topology;
using StackExchange.Redis;

namespace Services.Conversations.EventLog;

/// <summary>
/// One live subscription. The channel tells that something happened and carries it, and that is delivered on the spot; the stream is the
/// truth: whenever a number is missing (a reconnect), the gap is read from there, and what the channel brings meanwhile is held. So the
/// subscriber sees every entry once and in order. There is one for each session that somebody looks at, so it is small: while nothing is
/// missing it owns neither task nor buffer, it is its own lock, and it listens by a callback, since the Redis client's ordered queues cost
/// 3 KB each.
/// </summary>
internal sealed partial class LogSubscription(RedisSessionEventLog log, SessionId session, ILogSubscriber subscriber) : ILogSubscription
{
    private const int PageSize = 256;

    /// <summary>
    /// After a reconnect the client subscribes anew on one connection and reads on another; reading waits a moment for the former.
    /// </summary>
    private static readonly TimeSpan ReconnectDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>Redis that gave no answer is asked again after that delay, twice it, and so on up to so many times it.</summary>
    private const int LongestRetryFactor = 16;

    /// <summary>
    /// The client calls back on any thread, so one message may overtake another by a little: so long the earlier one is waited for before
    /// the stream is read for it.
    /// </summary>
    private static readonly TimeSpan StragglerDelay = TimeSpan.FromMilliseconds(5);

    // Entries of the message at hand; a list ends with the handler's call.
    [ThreadStatic]
    private static List<LogEntry>? _entries;

    private List<HeldMessage>? _held;
    private CatchUp? _catchUp;
    private bool _isHolding = true;
    private bool _awaitsStraggler;
    private bool _missed;
    private bool _restored;
    private bool _isDisposed;
    private long _last;

    public long From { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        log.Add(this);
        try
        {
            await log.Redis.GetSubscriber().SubscribeAsync(Channel, OnMessage).WaitAsync(log.Settings.Timeout, log.Time, cancellationToken);
        }
        catch (Exception e) when (RedisOutage.Is(e))
        {
            throw new EventLogUnavailableException($"Redis did not confirm the subscription: {e.Message}", e);
        }

        // Whatever is appended after this number was read is published to us.
        var last = await log.LastSeqAsync(session, cancellationToken);
        lock (this)
        {
            From = _last = last;
            if (!TryRelease())
            {
                StartCatchingUp();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        CatchUp? running;
        lock (this)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            running = _catchUp;
        }

        log.Remove(this);
        if (running is not null)
        {
            await running.Stop.CancelAsync();
        }

        try
        {
            await log.Redis.GetSubscriber().UnsubscribeAsync(Channel, OnMessage).WaitAsync(log.Settings.Timeout, log.Time);
        }
        catch (Exception e) when (e is ObjectDisposedException || RedisOutage.Is(e))
        {
            LogUnsubscribeFailed(log.SubscriptionLogger, e, session);
        }

        if (running is not null)
        {
            await running.Task;
        }
    }

    /// <summary>The connection to Redis is new: something may have been missed.</summary>
    public void OnRestored()
    {
        lock (this)
        {
            _missed = true;
            _restored = true;
            if (!_isHolding && !_isDisposed)
            {
                StartCatchingUp();
            }
        }
    }

    private RedisChannel Channel => RedisChannel.Literal(RedisKeys.Channel(session));

    private void OnMessage(RedisChannel channel, RedisValue published)
    {
        byte[]? message = published;
        if (message is null || !Utf8Parser.TryParse(message, out long last, out var used) || used == message.Length)
        {
            return;
        }

        var received = new HeldMessage(last, message.AsMemory(used + 1));
        lock (this)
        {
            if (_isDisposed)
            {
                return;
            }

            if (_isHolding)
            {
                Hold(received);
                if (_awaitsStraggler)
                {
                    _ = TryRelease();
                }
            }
            else if (_missed)
            {
                StartCatchingUp();
            }
            else if (!TryDeliver(received))
            {
                Hold(received);
                _awaitsStraggler = true;
                StartCatchingUp();
            }
        }
    }

    private void Hold(HeldMessage message)
    {
        _held ??= [];
        if (_held.Count == log.Settings.SubscriptionBuffer)
        {
            _held.Clear();
            _missed = true;
        }

        _held.Add(message);
    }

    /// <summary>Delivers what is new in a message; false if something before it is missing.</summary>
    private bool TryDeliver(HeldMessage message)
    {
        var entries = _entries ?? [];
        _entries = null;
        EventBatch.Decode(message.Last, message.Batch.Span, _last, entries);
        var isNext = entries.Count == 0 || entries[0].Seq == _last + 1;
        if (isNext)
        {
            Deliver(entries);
        }

        entries.Clear();
        _entries = entries;
        return isNext;
    }

    /// <summary>Delivers what was held and goes on live; false if something is missing still.</summary>
    private bool TryRelease()
    {
        if (_missed)
        {
            return false;
        }

        if (_held is not null)
        {
            _held.Sort(static (one, other) => one.Last.CompareTo(other.Last));
            var delivered = _held.FindIndex(message => !TryDeliver(message));
            if (delivered >= 0)
            {
                _held.RemoveRange(0, delivered);
                return false;
            }
        }

        _held = null;
        _catchUp = null;
        _isHolding = false;
        _awaitsStraggler = false;
        return true;
    }

    private void StartCatchingUp()
    {
        _isHolding = true;
        var catchUp = _catchUp = new CatchUp();
        using (ExecutionContext.SuppressFlow())
        {
            catchUp.Task = Task.Run(() => CatchUpAsync(catchUp), CancellationToken.None);
        }
    }

    private async Task CatchUpAsync(CatchUp self)
    {
        var stop = self.Stop.Token;
        try
        {
            if (!await IsNeededAsync(self, stop))
            {
                return;
            }

            var failures = 0;
            while (!TryFinish())
            {
                failures = await TryReadAsync(failures, stop) ? 0 : failures + 1;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    /// <summary>
    /// Reads what is missing. False if Redis gave no answer, after a pause: it is asked again, since nobody knows whether another message
    /// will come that says that this one is missing.
    /// </summary>
    private async Task<bool> TryReadAsync(int failures, CancellationToken stop)
    {
        var isNew = Begin();
        try
        {
            if (isNew)
            {
                // At once: until then whoever appends may be given a number that was given before Redis lost it.
                _last = Math.Min(_last, await log.RaiseSequenceAsync(session, _last, stop));
                await Task.Delay(ReconnectDelay, log.Time, stop);
            }

            await ReadAsync(stop);
            return true;
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            // Whatever it is: a subscription that gave up would be silent for ever, and nobody would know.
            if (failures == 0)
            {
                LogCatchUpFailed(log.SubscriptionLogger, e, session);
            }

            lock (this)
            {
                _missed = true;
                _restored |= isNew;
            }

            await Task.Delay(ReconnectDelay * Math.Min(1 << Math.Min(failures, 10), LongestRetryFactor), log.Time, stop);
            return false;
        }
    }

    /// <summary>False if all that was missing was a message on its way on another thread, and it has come.</summary>
    private async Task<bool> IsNeededAsync(CatchUp self, CancellationToken stop)
    {
        bool waits;
        lock (this)
        {
            waits = _awaitsStraggler;
        }

        if (waits)
        {
            await Task.Delay(StragglerDelay, log.Time, stop);
        }

        lock (this)
        {
            // Released, and perhaps caught in another gap since, for which another one waits.
            if (_catchUp != self)
            {
                return false;
            }

            _awaitsStraggler = false;
            return true;
        }
    }

    /// <summary>True if the connection is new.</summary>
    private bool Begin()
    {
        lock (this)
        {
            var restored = _restored;
            _missed = false;
            _restored = false;
            return restored;
        }
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        IReadOnlyList<LogEntry> page;
        do
        {
            page = await log.ReadAsync(session, _last, PageSize, stop);
            Deliver(page);
        } while (page.Count == PageSize);
    }

    private bool TryFinish()
    {
        lock (this)
        {
            return TryRelease();
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
            subscriber.OnEntries(entries);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogHandlerFailed(log.SubscriptionLogger, e, session, entries[0].Seq, _last);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Session {Session}: could not read the events that were missed; will try again.")]
    private static partial void LogCatchUpFailed(ILogger logger, Exception e, SessionId session);

    [LoggerMessage(LogLevel.Error, "Session {Session}: the handler of the events {First} to {Last} failed.")]
    private static partial void LogHandlerFailed(ILogger logger, Exception e, SessionId session, long first, long last);

    [LoggerMessage(LogLevel.Debug, "Session {Session}: unsubscribing failed.")]
    private static partial void LogUnsubscribeFailed(ILogger logger, Exception e, SessionId session);

    /// <summary>A publication, <c>LAST BATCH</c>, taken apart.</summary>
    private readonly record struct HeldMessage(long Last, ReadOnlyMemory<byte> Batch);

    /// <summary>A reading of the stream that is under way.</summary>
    private sealed class CatchUp
    {
        public CancellationTokenSource Stop { get; } = new();

        public Task Task { get; set; } = Task.CompletedTask;
    }
}
