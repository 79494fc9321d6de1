using Services.Conversations.EventLog;
using Services.Gateway.Feeds;

namespace Services.Gateway.Outages;

/// <summary>What the logs of the sessions that have subscribers here gathered while Redis did not tell of it.</summary>
internal sealed class FeedCatchUp(SessionFeeds feeds, ISessionEventLog log, TimeProvider time)
{
    private const int PageSize = 256;
    private const int SessionsAtOnce = 64;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Completes when the subscribers have all that there is at the time of asking; what is appended meanwhile is not waited for.
    /// </summary>
    public async Task WhenDeliveredAsync(CancellationToken cancellationToken)
    {
        foreach (var batch in feeds.All.Chunk(SessionsAtOnce))
        {
            await Task.WhenAll(batch.Select(feed => WhenDeliveredAsync(feed, cancellationToken)));
        }
    }

    private async Task WhenDeliveredAsync(SessionFeed feed, CancellationToken cancellationToken)
    {
        IReadOnlyList<LogEntry> missed;
        do
        {
            missed = await log.ReadAsync(feed.Session, feed.Position, PageSize, cancellationToken);
            while (missed.Count > 0 && feed.Position < missed[^1].Seq)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        } while (missed.Count == PageSize);
    }
}
