using Services.Conversations.EventLog;
using Services.Gateway.Delivery;

namespace Services.Gateway.Outages;

/// <summary>What the logs of the sessions that are followed here gathered while Redis did not tell of it.</summary>
internal sealed class MissedEvents(SessionFeeds feeds, ISessionEventLog log, TimeProvider time)
{
    private const int PageSize = 256;
    private const int SessionsAtOnce = 64;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Completes when the followers have all that there is at the time of asking; what is appended meanwhile is not waited for.
    /// </summary>
    public async Task WhenDeliveredAsync(CancellationToken cancellationToken)
    {
        foreach (var some in feeds.All.Chunk(SessionsAtOnce))
        {
            await Task.WhenAll(some.Select(feed => WhenDeliveredAsync(feed, cancellationToken)));
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
