using Services.Gateway.Presence;

namespace Services.Gateway.Delivery;

/// <summary>A member's place in a feed; dispose it to leave.</summary>
internal sealed class FeedMembership(SessionFeeds feeds, SharedFeed shared, FeedMember member, PresenceSnapshot present) : IAsyncDisposable
{
    private int _isLeft;

    public FeedMember Member => member;

    /// <summary>Who was there when the member came; unknown for one that is not itself present.</summary>
    public PresenceSnapshot Present => present;

    /// <summary>True if there is nothing to follow any more.</summary>
    public bool HasEnded => shared.Feed.HasEnded;

    /// <summary>The member follows something else as well from now on.</summary>
    public void Individualise() => shared.Feed.Individualise(member);

    /// <summary>Tells the other members that this one types, or stops.</summary>
    public void Announce(TypingStatus status) => shared.Feed.Signals.Announce(status, member);

    /// <summary>Hands a message of a call to those of the other members for whom it is.</summary>
    public void Relay(CallMessage message) => shared.Feed.Signals.Relay(message);

    /// <summary>Tells the member who else is there.</summary>
    public void TellPresent() => shared.Feed.Signals.Tell(member, present.Users, isOnline: true, present.At);

    /// <summary>Tells the member who has come and gone while it was away.</summary>
    public void TellChanges()
    {
        shared.Feed.Signals.Tell(member, present.Left, isOnline: false, present.At);
        shared.Feed.Signals.Tell(member, present.Come, isOnline: true, present.At);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isLeft, 1) == 0)
        {
            shared.Feed.Leave(member);
            await feeds.LeaveAsync(shared, member);
        }
    }
}
