using Microsoft.Extensions.Options;
using ServiceDefaults.Database;
using Services.Conversations.Messages;
using Services.Conversations.Sessions;
using Services.Conversations.StaffApprovals;
using Services.Messaging.Publishing;

namespace Services.Orchestrator.Approvals;

/// <summary>
/// Closes approvals that no member of staff decided on in time, and sees to it that each decision becomes a turn: whoever decided hands it
/// over at once, and if that fails it is done here.
/// </summary>
internal sealed partial class StaffApprovalSweep(
    IStaffApprovalStore staff,
    StaffApprovalNotices notices,
    IMessageStore messages,
    ITurnPublisher publisher,
    IOptions<ApprovalOptions> options,
    TimeProvider time,
    ILogger<StaffApprovalSweep> logger
) : BackgroundService
{
    private const int BatchSize = 100;

    /// <summary>A turn that has not ended by then is handed over again: it is the same turn, and runs once.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception e) when (e is PublishFailedException or UnknownSessionException || PostgresOutage.Is(e))
            {
                LogSweepFailed(e);
            }
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var expired in await staff.ExpireAsync(BatchSize, cancellationToken))
        {
            notices.Publish(expired);
        }

        foreach (var decided in await staff.TakeUnfinishedAsync(time.GetUtcNow() - Patience, BatchSize, cancellationToken))
        {
            if (await messages.NextOrdinalAsync(decided.SessionId, cancellationToken) is { } ordinal)
            {
                await publisher.PublishTurnAsync(decided.ToTurn(ordinal, time.GetUtcNow()), cancellationToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Looking for decisions of staff failed; will try again.")]
    private partial void LogSweepFailed(Exception e);
}
