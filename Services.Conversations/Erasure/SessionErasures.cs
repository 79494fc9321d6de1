using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Services.Conversations.Erasure;

/// <summary>
/// Has a service's stores erase the sessions that are to be erased. Every process looks for itself; to erase twice is to erase. A store
/// that is out of reach is asked again at the next look.
/// </summary>
internal sealed partial class SessionErasures(
    IErasureStore erasures,
    IEnumerable<ISessionEraser> erasers,
    TimeProvider time,
    ILogger<SessionErasures> logger
) : BackgroundService
{
    private const int AtOnce = 100;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            foreach (var eraser in erasers)
            {
                await EraseAsync(eraser, stoppingToken);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task EraseAsync(ISessionEraser eraser, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var session in await erasures.PendingAsync(eraser.Store, AtOnce, cancellationToken))
            {
                await EraseAsync(eraser, session, cancellationToken);
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(eraser.Store, e.Message);
        }
    }

    /// <summary>One that fails holds up no other.</summary>
    private async Task EraseAsync(ISessionEraser eraser, ErasedSession session, CancellationToken cancellationToken)
    {
        try
        {
            if (await eraser.EraseAsync(session, cancellationToken))
            {
                await erasures.CompleteAsync(session.Id, eraser.Store, cancellationToken);
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(eraser.Store, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Erased sessions could not be taken out of {Store}; it is tried again: {Cause}")]
    private partial void LogFailed(string store, string cause);
}
