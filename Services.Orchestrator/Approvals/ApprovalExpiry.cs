using Microsoft.Extensions.Options;
using ServiceDefaults.Database;
using Services.Contracts.Events;
using Services.Conversations.Approvals;
using Services.Conversations.EventLog;

namespace Services.Orchestrator.Approvals;

/// <summary>Closes approvals that nobody answered in time, and says so in their sessions.</summary>
internal sealed partial class ApprovalExpiry(
    IApprovalStore approvals,
    ISessionEventLog log,
    IOptions<ApprovalOptions> options,
    TimeProvider time,
    ILogger<ApprovalExpiry> logger
) : BackgroundService
{
    private const int BatchSize = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception e) when (e is EventLogUnavailableException || PostgresOutage.Is(e))
            {
                LogSweepFailed(e);
            }
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var (id, session) in await approvals.ExpireAsync(BatchSize, cancellationToken))
        {
            var resolved = new ApprovalResolved
            {
                SessionId = session,
                Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
                ApprovalId = id,
                Outcome = ApprovalOutcome.Expired,
            };
            await log.AppendAsync(session, [resolved], cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Looking for overdue approvals failed; will try again.")]
    private partial void LogSweepFailed(Exception e);
}
