using Microsoft.Extensions.Options;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using Services.Conversations.Sessions;
using Services.Gateway.Errors;
using Services.Gateway.Metrics;

namespace Services.Gateway.Sessions;

/// <summary>
/// Ends sessions that nobody uses and tells their members. Every gateway looks, out of step with the others; the store gives each session
/// to one.
/// </summary>
internal sealed partial class IdleSessions(
    ISessionStore store,
    ISessionEventLog log,
    SessionDirectory directory,
    GatewayMetrics metrics,
    IOptions<SessionLimitOptions> options,
    TimeProvider time,
    ILogger<IdleSessions> logger
) : BackgroundService
{
    private const int AtOnce = 100;
    private const int Attempts = 5;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _timeout = options.Value.IdleTimeout;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = _timeout / 3 < LongestPause ? _timeout / 3 : LongestPause;
        try
        {
            while (true)
            {
                await Task.Delay(pause * (0.5 + (Random.Shared.NextDouble() / 2)), time, stoppingToken);
                await SweepAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<SessionId> ended;
            do
            {
                ended = await store.EndIdleAsync(time.GetUtcNow() - _timeout, AtOnce, cancellationToken);
                metrics.EndedIdle(ended.Count);
                foreach (var session in ended)
                {
                    directory.Forget(session);
                    await PublishEndAsync(session, cancellationToken);
                }
            } while (ended.Count == AtOnce);
        }
        catch (Exception failure) when (Faults.IsOutage(failure) && !cancellationToken.IsCancellationRequested)
        {
            LogSweepFailed(failure.Message);
        }
    }

    private async Task PublishEndAsync(SessionId session, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                await log.AppendAsync(
                    session,
                    [
                        new SessionEndedEvent
                        {
                            SessionId = session,
                            Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
                            Reason = SessionEndReason.Idle,
                        },
                    ],
                    cancellationToken
                );
                return;
            }
            catch (EventLogUnavailableException failure)
            {
                LogNotTold(session, failure.Message);
                await Task.Delay(Retry, time, cancellationToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Idle sessions could not be looked for: {Cause}")]
    private partial void LogSweepFailed(string cause);

    [LoggerMessage(LogLevel.Warning, "Session {Session} has ended, but its members could not be told: {Cause}")]
    private partial void LogNotTold(SessionId session, string cause);
}
