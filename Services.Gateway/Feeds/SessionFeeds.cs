using Services.Contracts.Ids;
using Services.Gateway.Backplane;
using Services.Gateway.Presence;

namespace Services.Gateway.Feeds;

/// <summary>
/// The feeds of the sessions that have a subscriber on this gateway. A session is subscribed to while it has one. Thread-safe.
/// </summary>
internal sealed class SessionFeeds : IBackplaneReceiver
{
    private readonly FeedServices _services;
    private readonly Lock _gate = new();
    private readonly Dictionary<SessionId, SharedFeed> _feeds = [];

    public SessionFeeds(FeedServices services)
    {
        _services = services;
        services.Backplane.Attach(this);
    }

    /// <summary>Sessions with a subscriber here.</summary>
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

    /// <inheritdoc/>
    public IBackplaneHandler? Find(SessionId session)
    {
        lock (_gate)
        {
            return _feeds.GetValueOrDefault(session)?.Feed;
        }
    }

    /// <summary>
    /// Adds a subscriber: from now on, or with <paramref name="afterSeq"/> with everything after that number first. Completes when the
    /// subscriber misses nothing any more. <paramref name="onStart"/> runs before the first entry, with the number after which entries
    /// come. Returns who is there too; with <paramref name="awaySince"/> (Unix ms, Redis' own) also who has come and gone since then, when
    /// the subscriber last heard of it.
    /// </summary>
    public async Task<(Subscription Subscription, PresenceSnapshot Present)> SubscribeAsync(
        SessionId session,
        Subscriber subscriber,
        long? afterSeq,
        CancellationToken cancellationToken,
        Func<long, Task>? onStart = null,
        long? awaySince = null
    )
    {
        var shared = Acquire(session);
        try
        {
            await shared.WhenSubscribed(cancellationToken);
            if (onStart is not null)
            {
                await onStart(afterSeq ?? shared.Feed.Position);
            }

            if (afterSeq is { } after)
            {
                await shared.Feed.SubscribeAfterAsync(subscriber, after, cancellationToken);
            }
            else
            {
                shared.Feed.Subscribe(subscriber);
            }

            var present = subscriber.IsPresent
                ? await _services.Presence.EnterAsync(session, subscriber.UserId, subscriber.Socket?.Id ?? "-", awaySince)
                : PresenceSnapshot.Unknown;
            return (new Subscription(this, shared, subscriber), present);
        }
        catch
        {
            shared.Feed.Unsubscribe(subscriber);
            await ReleaseAsync(shared);
            throw;
        }
    }

    /// <summary>A subscriber has left the feed.</summary>
    internal async ValueTask UnsubscribeAsync(SharedFeed shared, Subscriber subscriber)
    {
        if (subscriber.IsPresent)
        {
            await _services.Presence.LeaveAsync(shared.Feed.Session, subscriber.UserId);
        }

        await ReleaseAsync(shared);
    }

    /// <summary>Gives up one use of a feed; the last one ends its subscription.</summary>
    private async ValueTask ReleaseAsync(SharedFeed shared)
    {
        lock (_gate)
        {
            if (--shared.Uses > 0)
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
                shared = new SharedFeed(new SessionFeed(session, _services), _services);
                _feeds[session] = shared;
            }

            shared.Uses++;
            return shared;
        }
    }
}
