using Microsoft.Extensions.Options;

namespace Services.Gateway.Presence;

/// <summary>Repeats who is present before it expires. What Redis forgot in a restart is there again after one round.</summary>
internal sealed class PresenceHeartbeat(PresenceTracker tracker, IOptions<PresenceOptions> options, TimeProvider time) : BackgroundService
{
    /// <summary>Sessions whose repetition is under way at once.</summary>
    private const int AtOnce = 128;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.TimeToLive / 3, time);
        using var stop = stoppingToken.Register(timer.Dispose);
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            foreach (var batch in tracker.All().Chunk(AtOnce))
            {
                await Task.WhenAll(batch.Select(tracker.RefreshAsync));
            }
        }
    }
}
