using Services.Contracts.Ids;
using Services.Gateway.Presence;

namespace Services.Gateway.Delivery;

/// <summary>
/// The feeds of the sessions that have a member on this gateway. A session is subscribed to while it has one. Thread-safe.
/// </summary>
internal sealed class SessionFeeds(FeedServices services)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SessionId, SharedFeed> _feeds = [];

    /// <summary>Sessions with a member here.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _feeds.Count;
            }
        }
    }

    /// <summary>The feeds of those sessions.</summary>
    public IReadOnlyList<SessionFeed> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _feeds.Values.Select(static shared => shared.Feed)];
            }
        }
    }

    /// <summary>
    /// Adds a member: from now on, or with <paramref name="afterSeq"/> with everything after that number first. Completes when the member
    /// misses nothing any more. <paramref name="begin"/> runs before the first entry, with the number after which entries come.
    /// </summary>
    public async Task<FeedMembership> JoinAsync(
        SessionId session,
        FeedMember member,
        long? afterSeq,
        CancellationToken cancellationToken,
        Func<long, Task>? begin = null
    )
    {
        var shared = Acquire(session);
        try
        {
            await shared.WhenSubscribed(cancellationToken);
            if (begin is not null)
            {
                await begin(afterSeq ?? shared.Feed.Position);
            }

            if (afterSeq is { } after)
            {
                await shared.Feed.JoinAfterAsync(member, after, cancellationToken);
            }
            else
            {
                shared.Feed.Join(member);
            }

            var present = member.IsPresent
                ? await services.Presence.EnterAsync(session, member.UserId, member.Socket?.Id ?? "-", member.AwaySince)
                : PresenceSnapshot.Unknown;
            return new FeedMembership(this, shared, member, present);
        }
        catch
        {
            shared.Feed.Leave(member);
            await ReleaseAsync(shared);
            throw;
        }
    }

    /// <summary>A member has left the feed.</summary>
    internal async ValueTask LeaveAsync(SharedFeed shared, FeedMember member)
    {
        if (member.IsPresent)
        {
            await services.Presence.LeaveAsync(shared.Feed.Session, member.UserId);
        }

        await ReleaseAsync(shared);
    }

    /// <summary>Gives up one use of a feed; the last one ends its subscription.</summary>
    private async ValueTask ReleaseAsync(SharedFeed shared)
    {
        lock (_gate)
        {
            if (--shared.Users > 0)
            {
                return;
            }

            if (_feeds.GetValueOrDefault(shared.Feed.Session) == shared)
            {
                _feeds.Remove(shared.Feed.Session);
            }
        }

        await shared.UnsubscribeAsync();
    }

    private SharedFeed Acquire(SessionId session)
    {
        lock (_gate)
        {
            // A subscription that failed is not shared with those who come later.
            if (!_feeds.TryGetValue(session, out var shared) || shared.HasFailed)
            {
                shared = new SharedFeed(new SessionFeed(session, services), services);
                _feeds[session] = shared;
            }

            shared.Users++;
            return shared;
        }
    }
}
