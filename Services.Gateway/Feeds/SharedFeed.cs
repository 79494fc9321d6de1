using Services.Conversations.EventLog;

namespace Services.Gateway.Feeds;

/// <summary>A feed with its subscription to the log and the number of its uses, which <see cref="SessionFeeds"/> guards.</summary>
internal sealed class SharedFeed(SessionFeed feed, FeedServices services)
{
    private Task? _subscribing;
    private ILogSubscription? _log;

    public SessionFeed Feed => feed;

    /// <summary>Subscribers, and those about to be.</summary>
    public int Uses { get; set; }

    /// <summary>True if it will never deliver anything.</summary>
    public bool HasFailed => Volatile.Read(ref _subscribing) is { IsFaulted: true };

    /// <summary>Completes once every event from now on will arrive. The first caller subscribes.</summary>
    public Task WhenSubscribed(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _subscribing) is { } known)
        {
            return known.WaitAsync(cancellationToken);
        }

        var mine = new TaskCompletionSource();
        return Interlocked.CompareExchange(ref _subscribing, mine.Task, null) is { } other
            ? other.WaitAsync(cancellationToken)
            : SubscribeAsync(mine).WaitAsync(cancellationToken);
    }

    /// <summary>Ends the subscription, if there is one.</summary>
    public async ValueTask UnsubscribeAsync()
    {
        if (Volatile.Read(ref _subscribing) is { } subscribing)
        {
            await subscribing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (_log is not null)
        {
            await _log.DisposeAsync();
        }
    }

    private async Task SubscribeAsync(TaskCompletionSource subscribed)
    {
        try
        {
            // Others wait for it too: it is not for one of them to cancel.
            await services.Backplane.ListenAsync(CancellationToken.None);
            _log = await services.Log.SubscribeAsync(feed.Session, feed, CancellationToken.None);
            feed.OnSubscribed(_log.From);
        }
        catch (Exception failure)
        {
            subscribed.SetException(failure);
            throw;
        }

        // What it took is forgotten: a feed stays for hours.
        Volatile.Write(ref _subscribing, Task.CompletedTask);
        subscribed.SetResult();
    }
}
