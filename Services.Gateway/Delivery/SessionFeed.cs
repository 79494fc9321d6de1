using System.Diagnostics;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Telemetry;
using Services.Conversations.EventLog;
using Services.Gateway.Metrics;
using Services.Gateway.Sessions;
using Services.Gateway.SocketIo;
using Services.Gateway.Typing;

namespace Services.Gateway.Delivery;

/// <summary>
/// One session's events for its members on this gateway: one subscription, payloads passed on as they are, in the order of their numbers. A member that
/// joins with a number gets exactly what came after it, without gap or repetition.
/// </summary>
internal sealed class SessionFeed(
    SessionId session, ISessionEventLog log, SessionRooms rooms, SessionDirectory directory, GatewayMetrics metrics)
{
    private const int PageSize = 256;

    private static readonly ActivitySource Source = new(ActivitySources.Gateway);

    private readonly Lock _gate = new();
    private readonly List<FeedMember> _members = [];
    private readonly List<CatchingUp> _catchingUp = [];
    private readonly List<FeedMember> _individually = [];
    private readonly string _room = SessionRooms.NameOf(session);
    private long _liveAt;

    /// <summary>The session.</summary>
    public SessionId Session => session;

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

        var cursor = await ReconcileAsync(afterSeq, cancellationToken);
        while (true)
        {
            var page = await log.ReadAsync(session, cursor, PageSize, cancellationToken);
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

    /// <summary>Ends a membership.</summary>
    public void Leave(FeedMember member)
    {
        lock (_gate)
        {
            _members.Remove(member);
            _individually.Remove(member);
            _catchingUp.RemoveAll(state => state.Member == member);
            member.Leave();
        }
    }

    /// <summary>Tells the other members that somebody types.</summary>
    public void Announce(TypingStatus status, FeedMember? except)
    {
        lock (_gate)
        {
            foreach (var member in _members)
            {
                if (member != except)
                {
                    member.Deliver(status);
                }
            }
        }
    }

    /// <summary>The subscription's handler.</summary>
    public void OnEntry(LogEntry entry)
    {
        if (entry.Name == EventNames.SessionEnded)
        {
            directory.Forget(session);
        }

        using var activity = StartDelivery(entry);
        lock (_gate)
        {
            _liveAt = entry.Seq;
            var sockets = rooms.Broadcast(_room, entry.Name, entry.Payload.Span);
            foreach (var member in _individually)
            {
                member.Deliver(entry);
            }

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
            metrics.Delivered(entry, sockets + _individually.Count);
        }
    }

    private void GoLive(FeedMember member)
    {
        if (member.GoLive())
        {
            _individually.Add(member);
        }
    }

    /// <summary>
    /// Where to read from. The newest entry is always in the log, so when there is none at or after the client's number, the numbering began
    /// anew, or all is expired: in both cases whatever is there is new to the client.
    /// </summary>
    private async Task<long> ReconcileAsync(long afterSeq, CancellationToken cancellationToken)
    {
        if (afterSeq <= 0)
        {
            return 0;
        }

        var known = await log.ReadAsync(session, afterSeq - 1, 1, cancellationToken);
        return known.Count == 0 ? 0 : afterSeq;
    }

    /// <summary>The last hop of a turn: a span under the worker's that wrote the entry.</summary>
    private Activity? StartDelivery(LogEntry entry)
    {
        if (entry.Name != EventNames.MessageComplete || !ActivityContext.TryParse(entry.TraceParent, null, isRemote: true, out var parent))
        {
            return null;
        }

        Activity.Current = null;
        var activity = Source.StartActivity("deliver message:complete", ActivityKind.Internal, parent);
        activity?.SetTag(AttributeNames.ConversationId, session.ToString());
        activity?.SetTag("switchboard.log.seq", entry.Seq);
        return activity;
    }
}
