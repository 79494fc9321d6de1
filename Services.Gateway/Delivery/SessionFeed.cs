using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using Services.Gateway.SocketIo.Transport;
using Services.Gateway.Tracing;

namespace Services.Gateway.Delivery;

/// <summary>
/// One session's events for its members on this gateway: one subscription, payloads passed on as they are, in the order of their numbers. A
/// member that joins with a number gets exactly what came after it, without repetition; where the log no longer has it, a <see
/// cref="SessionGap"/> stands in its place.
/// </summary>
internal sealed class SessionFeed
{
    private const int PageSize = 256;

    private readonly FeedServices _services;
    private readonly Lock _gate = new();
    private readonly HashSet<FeedMember> _members = [];
    private readonly List<CatchingUp> _catchingUp = [];
    private readonly List<FeedMember> _individually = [];
    private readonly DialectRooms _rooms;
    private long _liveAt = -1;
    private volatile bool _hasEnded;

    public SessionFeed(SessionId session, FeedServices services)
    {
        Session = session;
        _services = services;
        _rooms = new DialectRooms(session, services.Sockets);
        Signals = new FeedSignals(session, services, _gate, _members, _individually, _rooms);
    }

    /// <summary>The session.</summary>
    public SessionId Session { get; }

    /// <summary>True once the session's end was delivered: nothing comes any more.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>What is in no log.</summary>
    public FeedSignals Signals { get; }

    /// <summary>Members from now on.</summary>
    public void Join(FeedMember member)
    {
        lock (_gate)
        {
            _members.Add(member);
            GoLive(member);
        }
    }

    /// <summary>Gives the member everything after <paramref name="afterSeq"/>, then goes live.</summary>
    public async Task JoinAfterAsync(FeedMember member, long afterSeq, CancellationToken cancellationToken)
    {
        var state = new CatchingUp(member);
        lock (_gate)
        {
            _members.Add(member);
            _catchingUp.Add(state);
        }

        var position = Position;
        var page = await _services.Log.ReadAsync(Session, afterSeq, PageSize, cancellationToken);
        var cursor = afterSeq;
        if (page.Count == 0 && await FindEndAsync(afterSeq, position, cancellationToken) is var end && end != afterSeq)
        {
            member.Deliver(NoteGap(afterSeq, end));
            cursor = end;
            page = await _services.Log.ReadAsync(Session, cursor, PageSize, cancellationToken);
        }

        for (; ; page = await _services.Log.ReadAsync(Session, cursor, PageSize, cancellationToken))
        {
            if (page.Count > 0 && page[0].Seq != cursor + 1)
            {
                member.Deliver(NoteGap(cursor, page[0].Seq - 1));
            }

            foreach (var entry in page)
            {
                member.Deliver(entry);
                cursor = entry.Seq;
            }

            if (page.Count == PageSize)
            {
                await member.WhenDrained().WaitAsync(cancellationToken);
                continue;
            }

            lock (_gate)
            {
                var settled = state.TrySettle(cursor, _liveAt);
                if (settled == true && _catchingUp.Remove(state))
                {
                    GoLive(member);
                }

                if (settled is not null)
                {
                    return;
                }
            }
        }
    }

    /// <summary>The member follows another log as well, and is delivered to on its own from now on.</summary>
    public void Individualise(FeedMember member)
    {
        lock (_gate)
        {
            if (!_members.Contains(member) || _individually.Contains(member))
            {
                return;
            }

            if (_catchingUp.Exists(state => state.Member == member))
            {
                member.Individualise(null);
                return;
            }

            _rooms.Remove(member.Vocabulary!);
            _individually.Add(member);
            member.Individualise(_liveAt);
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

    /// <summary>Where the feed is; a member that joins now gets what comes after it.</summary>
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

    /// <summary>Ends a membership.</summary>
    public void Leave(FeedMember member)
    {
        lock (_gate)
        {
            if (!_members.Remove(member))
            {
                return;
            }

            var wasCatchingUp = _catchingUp.RemoveAll(state => state.Member == member) > 0;
            if (!wasCatchingUp && !_individually.Remove(member))
            {
                _rooms.Remove(member.Vocabulary!);
            }

            member.Leave();
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
                Broadcast(NoteGap(_liveAt, entry.Seq - 1));
            }

            _liveAt = entry.Seq;
            var sockets = Broadcast(entry);
            for (var i = _catchingUp.Count - 1; i >= 0; i--)
            {
                if (_catchingUp[i].Take(entry))
                {
                    var member = _catchingUp[i].Member;
                    _catchingUp.RemoveAt(i);
                    GoLive(member);
                }
            }

            activity?.SetTag("switchboard.delivery.members", _members.Count);
            _services.Metrics.Delivered(entry, sockets + _individually.Count);
        }
    }

    /// <summary>Tells all who are live; returns how many of them are reached by their rooms.</summary>
    private int Broadcast(LogEntry entry)
    {
        var sockets = _rooms.Tell(entry);
        foreach (var member in _individually)
        {
            member.Deliver(entry);
        }

        return sockets;
    }

    private void GoLive(FeedMember member)
    {
        if (member.GoLive())
        {
            _individually.Add(member);
        }
        else
        {
            _rooms.Add(member.Vocabulary!);
        }
    }

    /// <summary>
    /// Where to go on when the log has nothing after the client's number: there, if that is the newest; at the newest if it and what came
    /// after it have expired; from the beginning if the log never came so far, for then its numbers are not those that the client knows.
    /// </summary>
    private async Task<long> FindEndAsync(long afterSeq, long position, CancellationToken cancellationToken)
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

    private LogEntry NoteGap(long after, long from)
    {
        _services.Metrics.MissedEvents();
        return new SessionGap
        {
            SessionId = Session,
            After = after,
            From = from,
            Timestamp = _services.Time.GetUtcNow().ToUnixTimeMilliseconds(),
        }.ToEntry();
    }
}
