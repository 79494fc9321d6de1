using Microsoft.Extensions.Options;
using Services.Conversations.Erasure;
using Services.Gateway.Errors;

namespace Services.Gateway.Erasure;

/// <summary>Deletes sessions that ended long ago. Every gateway looks; to delete one twice is to delete it.</summary>
internal sealed partial class SessionRetention(
    IErasureStore erasures,
    SessionEraser eraser,
    IOptions<RetentionOptions> options,
    TimeProvider time,
    ILogger<SessionRetention> logger
) : BackgroundService
{
    private const int AtOnce = 100;

    /// <summary>By then every service has erased what was to be erased.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception failure) when (Faults.IsOutage(failure) && !stoppingToken.IsCancellationRequested)
            {
                LogFailed(failure.Message);
            }
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        while (true)
        {
            var due = await erasures.DueAsync(now - options.Value.Sessions, AtOnce, cancellationToken);
            foreach (var session in due)
            {
                await eraser.EraseAsync(session, cancellationToken);
            }

            if (due.Count < AtOnce)
            {
                break;
            }
        }

        await erasures.ForgetAsync(now - Forgotten, cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "Sessions that ended long ago could not be deleted; it is tried again: {Cause}")]
    private partial void LogFailed(string cause);
}
