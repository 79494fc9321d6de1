using Services.Conversations.EventLog;

namespace Services.Gateway.Delivery;

/// <summary>A feed with its subscription and the number of its uses, which <see cref="SessionFeeds"/> guards.</summary>
internal sealed class SharedFeed(SessionFeed feed, ISessionEventLog log)
{
    private readonly Lazy<Task<IAsyncDisposable>> _subscription = new(() => log.SubscribeAsync(feed.Session, feed.OnEntry, CancellationToken.None));

    public SessionFeed Feed => feed;

    /// <summary>Members, and those about to be.</summary>
    public int Users { get; set; }

    /// <summary>True if it will never deliver anything.</summary>
    public bool HasFailed => _subscription is { IsValueCreated: true, Value.IsFaulted: true };

    /// <summary>Completes once every event from now on will arrive.</summary>
    public Task WhenSubscribed(CancellationToken cancellationToken) => _subscription.Value.WaitAsync(cancellationToken);

    /// <summary>Ends the subscription, if there is one.</summary>
    public async ValueTask UnsubscribeAsync()
    {
        if (!_subscription.IsValueCreated)
        {
            return;
        }

        await ((Task)_subscription.Value).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_subscription.Value.IsCompletedSuccessfully)
        {
            await _subscription.Value.Result.DisposeAsync();
        }
    }
}
