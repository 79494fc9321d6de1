using Services.Gateway.Typing;

namespace Services.Gateway.Delivery;

/// <summary>A member's place in a feed; dispose it to leave.</summary>
internal sealed class FeedMembership(SessionFeeds feeds, SharedFeed shared, FeedMember member) : IAsyncDisposable
{
    private int _isLeft;

    public FeedMember Member => member;

    /// <summary>Tells the other members that this one types, or stops.</summary>
    public void Announce(TypingStatus status) => shared.Feed.Announce(status, member);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isLeft, 1) == 0)
        {
            shared.Feed.Leave(member);
            await feeds.ReleaseAsync(shared);
        }
    }
}
