using Services.Contracts.Ids;
using Services.Gateway.Presence;

namespace Services.Gateway.Feeds;

/// <summary>A subscriber's part in a feed; dispose it to leave.</summary>
internal sealed class Subscription(SessionFeeds feeds, SharedFeed shared, Subscriber subscriber) : IAsyncDisposable
{
    private int _isDisposed;

    public Subscriber Subscriber => subscriber;

    /// <summary>The session.</summary>
    public SessionId Session => shared.Feed.Session;

    /// <summary>True if there is nothing to subscribe to any more.</summary>
    public bool HasEnded => shared.Feed.HasEnded;

    /// <summary>The subscriber is subscribed to something else as well from now on.</summary>
    public void SwitchToUnicast() => shared.Feed.SwitchToUnicast(subscriber);

    /// <summary>Tells the other subscribers that this one types, or stops.</summary>
    public void PublishTyping(TypingStatus status) => shared.Feed.PublishTyping(status, subscriber);

    /// <summary>Sends a framed packet to the other subscribers in the rooms dialect.</summary>
    public void PublishPacket(ReadOnlySpan<byte> packet) => shared.Feed.PublishPacket(packet, subscriber);

    /// <summary>Hands a message of a call to those of the other subscribers for whom it is.</summary>
    public void Relay(CallMessage message) => shared.Feed.Relay(message);

    /// <summary>Tells the subscriber who else is there.</summary>
    public void SendPresent(PresenceSnapshot present) => shared.Feed.SendPresence(subscriber, present.Users, isOnline: true, present.At);

    /// <summary>Tells the subscriber who has come and gone while it was away.</summary>
    public void SendPresenceChanges(PresenceSnapshot present)
    {
        shared.Feed.SendPresence(subscriber, present.Left, isOnline: false, present.At);
        shared.Feed.SendPresence(subscriber, present.Joined, isOnline: true, present.At);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            shared.Feed.Unsubscribe(subscriber);
            await feeds.UnsubscribeAsync(shared, subscriber);
        }
    }
}
