namespace Services.Gateway.Feeds;

/// <summary>A feed with its subscriptions and the number of its uses, which <see cref="SessionFeeds"/> guards.</summary>
internal sealed class SharedFeed(SessionFeed feed, FeedServices services)
{
    private readonly Lazy<Task<IAsyncDisposable[]>> _subscriptions = new(() => SubscribeAsync(feed, services));

    public SessionFeed Feed => feed;

    /// <summary>Subscribers, and those about to be.</summary>
    public int Uses { get; set; }

    /// <summary>True if it will never deliver anything.</summary>
    public bool HasFailed => _subscriptions is { IsValueCreated: true, Value.IsFaulted: true };

    /// <summary>Completes once every event from now on will arrive.</summary>
    public Task WhenSubscribed(CancellationToken cancellationToken) => _subscriptions.Value.WaitAsync(cancellationToken);

    /// <summary>Ends the subscriptions, if there are any.</summary>
    public async ValueTask UnsubscribeAsync()
    {
        if (!_subscriptions.IsValueCreated)
        {
            return;
        }

        await ((Task)_subscriptions.Value).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_subscriptions.Value.IsCompletedSuccessfully)
        {
            foreach (var subscription in _subscriptions.Value.Result)
            {
                await subscription.DisposeAsync();
            }
        }
    }

    private static async Task<IAsyncDisposable[]> SubscribeAsync(SessionFeed feed, FeedServices services)
    {
        var backplane = await services.Backplane.SubscribeAsync(feed.Session, feed.Ephemeral.OnBackplaneMessage, CancellationToken.None);
        try
        {
            var log = await services.Log.SubscribeAsync(feed.Session, feed.OnEntries, CancellationToken.None);
            feed.OnSubscribed(log.From);
            return [log, backplane];
        }
        catch
        {
            await backplane.DisposeAsync();
            throw;
        }
    }
}
