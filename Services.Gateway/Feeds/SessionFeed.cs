using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using Services.Gateway.SocketIo.Transport;
using Services.Gateway.Tracing;

namespace Services.Gateway.Feeds;

/// <summary>
/// One session's events for its subscribers on this gateway: one subscription, payloads passed on as they are, in the order of their
/// numbers. A subscriber that joins with a number gets exactly what came after it, without repetition; where the log no longer has it, a
/// <see cref="SessionGap"/> stands in its place.
/// </summary>
internal sealed class SessionFeed
{
    private const int PageSize = 256;

    private readonly FeedServices _services;
    private readonly Lock _gate = new();
    private readonly HashSet<Subscriber> _subscribers = [];
    private readonly List<ReplayState> _replays = [];
    private readonly List<Subscriber> _unicast = [];
    private readonly BroadcastGroups _groups;
    private long _liveAt = -1;
    private volatile bool _hasEnded;

    public SessionFeed(SessionId session, FeedServices services)
    {
        Session = session;
        _services = services;
        _groups = new BroadcastGroups(session, services.Sockets);
        Ephemeral = new EphemeralEvents(session, services, _gate, _subscribers, _unicast, _groups);
    }

    /// <summary>The session.</summary>
    public SessionId Session { get; }

    /// <summary>True once the session's end was delivered: nothing comes any more.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>Who follows it here.</summary>
    public int SubscriberCount
    {
        get
        {
            lock (_gate)
            {
                return _subscribers.Count;
            }
        }
    }

    /// <summary>Events that are in no log.</summary>
    public EphemeralEvents Ephemeral { get; }

    /// <summary>Delivers from now on.</summary>
    public void Subscribe(Subscriber subscriber)
    {
        lock (_gate)
        {
            _subscribers.Add(subscriber);
            GoLive(subscriber);
        }
    }

    /// <summary>Gives the subscriber everything after <paramref name="afterSeq"/>, then goes live.</summary>
    public async Task SubscribeAfterAsync(Subscriber subscriber, long afterSeq, CancellationToken cancellationToken)
    {
        var state = new ReplayState(subscriber);
        lock (_gate)
        {
            _subscribers.Add(subscriber);
            _replays.Add(state);
        }

        var position = Position;
        var page = await _services.Log.ReadAsync(Session, afterSeq, PageSize, cancellationToken);
        var cursor = afterSeq;
        if (page.Count == 0 && await FindResumePointAsync(afterSeq, position, cancellationToken) is var end && end != afterSeq)
        {
            subscriber.Deliver(RecordGap(afterSeq, end));
            cursor = end;
            page = await _services.Log.ReadAsync(Session, cursor, PageSize, cancellationToken);
        }

        for (; ; page = await _services.Log.ReadAsync(Session, cursor, PageSize, cancellationToken))
        {
            if (page.Count > 0 && page[0].Seq != cursor + 1)
            {
                subscriber.Deliver(RecordGap(cursor, page[0].Seq - 1));
            }

            foreach (var entry in page)
            {
                subscriber.Deliver(entry);
                cursor = entry.Seq;
            }

            if (page.Count == PageSize)
            {
                await subscriber.WhenDrained().WaitAsync(cancellationToken);
                continue;
            }

            lock (_gate)
            {
                var isLive = state.TryComplete(cursor, _liveAt);
                if (isLive == true && _replays.Remove(state))
                {
                    GoLive(subscriber);
                }

                if (isLive is not null)
                {
                    return;
                }
            }
        }
    }

    /// <summary>It is subscribed to another log as well, and is delivered to on its own from now on.</summary>
    public void SwitchToUnicast(Subscriber subscriber)
    {
        lock (_gate)
        {
            if (!_subscribers.Contains(subscriber) || _unicast.Contains(subscriber))
            {
                return;
            }

            if (_replays.Exists(state => state.Subscriber == subscriber))
            {
                subscriber.SwitchToUnicast(null);
                return;
            }

            _groups.Remove(subscriber.Encoder!);
            _unicast.Add(subscriber);
            subscriber.SwitchToUnicast(_liveAt);
        }
    }

    /// <summary>The subscription has begun: entries after <paramref name="seq"/> come.</summary>
    public void OnSubscribed(long seq)
    {
        lock (_gate)
        {
            _liveAt = Math.Max(_liveAt, seq);
        }
    }

    /// <summary>Where the feed is; a subscriber that joins now gets what comes after it.</summary>
    public long Position
    {
        get
        {
            lock (_gate)
            {
                return Math.Max(0, _liveAt);
            }
        }
    }

    /// <summary>Ends a subscription.</summary>
    public void Unsubscribe(Subscriber subscriber)
    {
        lock (_gate)
        {
            if (!_subscribers.Remove(subscriber))
            {
                return;
            }

            var wasReplaying = _replays.RemoveAll(state => state.Subscriber == subscriber) > 0;
            if (!wasReplaying && !_unicast.Remove(subscriber))
            {
                _groups.Remove(subscriber.Encoder!);
            }

            subscriber.OnUnsubscribed();
        }
    }

    /// <summary>The subscription's handler. What one append wrote leaves in one flush.</summary>
    public void OnEntries(IReadOnlyList<LogEntry> entries)
    {
        using var scope = SendScope.Enter();
        foreach (var entry in entries)
        {
            Deliver(entry);
        }
    }

    private void Deliver(LogEntry entry)
    {
        if (entry.Name == EventNames.SessionEnded)
        {
            _services.Directory.Forget(Session);
            _hasEnded = true;
        }

        using var activity = GatewayTracing.StartDelivery(Session, entry);
        lock (_gate)
        {
            if (_liveAt >= 0 && entry.Seq != _liveAt + 1)
            {
                Broadcast(RecordGap(_liveAt, entry.Seq - 1));
            }

            _liveAt = entry.Seq;
            var sockets = Broadcast(entry);
            for (var i = _replays.Count - 1; i >= 0; i--)
            {
                if (_replays[i].Offer(entry))
                {
                    var subscriber = _replays[i].Subscriber;
                    _replays.RemoveAt(i);
                    GoLive(subscriber);
                }
            }

            activity?.SetTag("switchboard.delivery.members", _subscribers.Count);
            _services.Metrics.Delivered(entry, sockets + _unicast.Count);
        }
    }

    /// <summary>Tells all who are live; returns how many of them are reached by their rooms.</summary>
    private int Broadcast(LogEntry entry)
    {
        var sockets = _groups.Encode(entry);
        foreach (var subscriber in _unicast)
        {
            subscriber.Deliver(entry);
        }

        return sockets;
    }

    private void GoLive(Subscriber subscriber)
    {
        if (subscriber.GoLive())
        {
            _unicast.Add(subscriber);
        }
        else
        {
            _groups.Add(subscriber.Encoder!);
        }
    }

    /// <summary>
    /// Where to go on when the log has nothing after the client's number: there, if that is the newest; at the newest if it and what came
    /// after it have expired; from the beginning if the log never came so far, for then its numbers are not those that the client knows.
    /// </summary>
    private async Task<long> FindResumePointAsync(long afterSeq, long position, CancellationToken cancellationToken)
    {
        if (position == afterSeq)
        {
            return afterSeq;
        }

        // The subscription may be behind the client, but the newest entry is always in the log.
        var known = await _services.Log.ReadAsync(Session, Math.Max(0, afterSeq - 1), 1, cancellationToken);
        return known.Count > 0 ? afterSeq
            : position > afterSeq ? position
            : 0;
    }

    private LogEntry RecordGap(long after, long from)
    {
        _services.Metrics.RecordGap();
        return new SessionGap
        {
            SessionId = Session,
            After = after,
            From = from,
            Timestamp = _services.Time.GetUtcNow().ToUnixTimeMilliseconds(),
        }.ToEntry();
    }
}
