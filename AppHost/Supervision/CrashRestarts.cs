using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AppHost.Supervision;

/// <summary>
/// Starts again what has crashed: Aspire's orchestrator leaves a process that ended alone. A resource that was stopped by a command stays
/// stopped. One that crashes again and again soon after its start stays down, and its log says so (<see cref="RestartHistory"/>).
/// </summary>
internal sealed partial class CrashRestarts(
    ResourceNotificationService notifications,
    ResourceCommandService commands,
    ResourceLoggerService logs,
    TimeProvider time
) : BackgroundService
{
    private readonly Dictionary<string, RestartHistory> _histories = [];
    private readonly HashSet<string> _stopping = [];
    private readonly HashSet<string> _ended = [];

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var restarts = new List<Task>();
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            restarts.RemoveAll(task => task.IsCompleted);
            if (IsCrash(change))
            {
                restarts.Add(RestartAsync(change.ResourceId, stoppingToken));
            }
        }

        await Task.WhenAll(restarts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private bool IsCrash(ResourceEvent change)
    {
        var state = change.Snapshot.State?.Text;
        if (change.Resource is not (ProjectResource or ExecutableResource))
        {
            return false;
        }

        if (state == KnownResourceStates.Stopping)
        {
            _stopping.Add(change.ResourceId);
            return false;
        }

        if (state != KnownResourceStates.Exited && state != KnownResourceStates.Finished)
        {
            _ended.Remove(change.ResourceId);
            if (state == KnownResourceStates.Running)
            {
                _stopping.Remove(change.ResourceId);
                HistoryOf(change.ResourceId).OnRunning();
            }

            return false;
        }

        // An end is told more than once.
        return _ended.Add(change.ResourceId) && !_stopping.Contains(change.ResourceId);
    }

    private async Task RestartAsync(string resourceId, CancellationToken cancellationToken)
    {
        var logger = logs.GetLogger(resourceId);
        if (HistoryOf(resourceId).OnCrash() is not { } pause)
        {
            LogGivenUp(logger, RestartHistory.MostRestarts);
            return;
        }

        LogRestart(logger, pause);
        try
        {
            await Task.Delay(pause, time, cancellationToken);
            var result = await commands.ExecuteCommandAsync(resourceId, KnownResourceCommands.StartCommand, cancellationToken);
            if (!result.Success)
            {
                LogRestartFailed(logger, result.Message);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The platform stops.
        }
        catch (Exception failure)
        {
            LogRestartFailed(logger, failure.Message);
        }
    }

    private RestartHistory HistoryOf(string resourceId) =>
        _histories.TryGetValue(resourceId, out var history) ? history : _histories[resourceId] = new RestartHistory(time);

    [LoggerMessage(LogLevel.Warning, "The process ended by itself; it is started again in {Pause}.")]
    private static partial void LogRestart(ILogger logger, TimeSpan pause);

    [LoggerMessage(LogLevel.Error, "The process ended {Count} times in a row soon after its start; it is not started again.")]
    private static partial void LogGivenUp(ILogger logger, int count);

    [LoggerMessage(LogLevel.Error, "It could not be started again: {Reason}")]
    private static partial void LogRestartFailed(ILogger logger, string? reason);
}
