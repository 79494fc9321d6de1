using System.Runtime.InteropServices;
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
internal sealed partial class SessionFeed(SessionId session, FeedServices services) : ILogSubscriber
{
    private const int PageSize = 256;

    private readonly FeedServices _services = services;

    // Many feeds have one subscriber, and their lists stay as small as that. It guards the rest, too: there are as many feeds as sessions.
    private readonly List<Subscriber> _subscribers = new(1);
    private List<Subscriber>? _unicast;
    private BroadcastGroups _groups;
    private List<ReplayState>? _replays;
    private long _liveAt = -1;
    private volatile bool _hasEnded;

    /// <summary>The session.</summary>
    public SessionId Session => session;

    /// <summary>True once the session's end was delivered: nothing comes any more.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>Who follows it here.</summary>
    public int SubscriberCount
    {
        get
        {
            lock (_subscribers)
            {
                return _subscribers.Count;
            }
        }
    }

    /// <summary>Delivers from now on.</summary>
    public void Subscribe(Subscriber subscriber)
    {
        lock (_subscribers)
        {
            Add(subscriber);
            GoLive(subscriber);
        }
    }

    /// <summary>Gives the subscriber everything after <paramref name="afterSeq"/>, then goes live.</summary>
    public async Task SubscribeAfterAsync(Subscriber subscriber, long afterSeq, CancellationToken cancellationToken)
    {
        var state = new ReplayState(subscriber);
        lock (_subscribers)
        {
            Add(subscriber);
            (_replays ??= []).Add(state);
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

            lock (_subscribers)
            {
                var isLive = state.TryComplete(cursor, _liveAt);
                if (isLive == true && _replays?.Remove(state) == true)
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
        lock (_subscribers)
        {
            if (subscriber.Index < 0 || _unicast?.Contains(subscriber) == true)
            {
                return;
            }

            if (_replays?.Exists(state => state.Subscriber == subscriber) == true)
            {
                subscriber.SwitchToUnicast(null);
                return;
            }

            _groups.Remove(subscriber.Encoder!);
            (_unicast ??= []).Add(subscriber);
            subscriber.SwitchToUnicast(_liveAt);
        }
    }

    /// <summary>The subscription has begun: entries after <paramref name="seq"/> come.</summary>
    public void OnSubscribed(long seq)
    {
        lock (_subscribers)
        {
            _liveAt = Math.Max(_liveAt, seq);
        }
    }

    /// <summary>Where the feed is; a subscriber that joins now gets what comes after it.</summary>
    public long Position
    {
        get
        {
            lock (_subscribers)
            {
                return Math.Max(0, _liveAt);
            }
        }
    }

    /// <summary>Ends a subscription.</summary>
    public void Unsubscribe(Subscriber subscriber)
    {
        lock (_subscribers)
        {
            if (!Remove(subscriber))
            {
                return;
            }

            var wasReplaying = _replays?.RemoveAll(state => state.Subscriber == subscriber) > 0;
            if (!wasReplaying && _unicast?.Remove(subscriber) != true)
            {
                _groups.Remove(subscriber.Encoder!);
            }

            subscriber.OnUnsubscribed();
        }
    }

    /// <summary>What one append wrote leaves in one flush.</summary>
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
        lock (_subscribers)
        {
            if (_liveAt >= 0 && entry.Seq != _liveAt + 1)
            {
                Broadcast(RecordGap(_liveAt, entry.Seq - 1));
            }

            _liveAt = entry.Seq;
            var sockets = Broadcast(entry);
            for (var i = (_replays?.Count ?? 0) - 1; i >= 0; i--)
            {
                if (_replays![i].Offer(entry))
                {
                    var subscriber = _replays[i].Subscriber;
                    _replays.RemoveAt(i);
                    GoLive(subscriber);
                }
            }

            activity?.SetTag("switchboard.delivery.members", _subscribers.Count);
            _services.Metrics.Delivered(entry, sockets + (_unicast?.Count ?? 0));
        }
    }

    /// <summary>Tells all who are live; returns how many of them are reached by their rooms.</summary>
    private int Broadcast(LogEntry entry)
    {
        var sockets = _groups.Encode(session, _services.Sockets, entry);
        foreach (var subscriber in CollectionsMarshal.AsSpan(_unicast))
        {
            subscriber.Deliver(entry);
        }

        return sockets;
    }

    private void GoLive(Subscriber subscriber)
    {
        if (subscriber.Encoder is null || !_groups.TryAdd(session, subscriber))
        {
            (_unicast ??= []).Add(subscriber);
        }
    }

    private void Add(Subscriber subscriber)
    {
        subscriber.Index = _subscribers.Count;
        _subscribers.Add(subscriber);
    }

    /// <summary>The last one takes the place of the one that leaves; false if it is not there.</summary>
    private bool Remove(Subscriber subscriber)
    {
        if (subscriber.Index < 0)
        {
            return false;
        }

        _subscribers[subscriber.Index] = _subscribers[^1];
        _subscribers[subscriber.Index].Index = subscriber.Index;
        _subscribers.RemoveAt(_subscribers.Count - 1);
        subscriber.Index = -1;
        return true;
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
