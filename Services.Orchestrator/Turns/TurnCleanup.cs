using ServiceDefaults.Database;

namespace Services.Orchestrator.Turns;

/// <summary>Deletes what is kept long enough, in small batches.</summary>
internal sealed partial class TurnCleanup(TurnStore turns, TimeProvider time, ILogger<TurnCleanup> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await turns.DeleteExpiredAsync(stoppingToken);
            }
            catch (Exception e) when (PostgresOutage.Is(e))
            {
                LogFailed(e);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Deleting old turns failed; will try again.")]
    private partial void LogFailed(Exception e);
}
