using Microsoft.Extensions.Options;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Turns;
using Services.Conversations.Approvals;
using Services.Conversations.EventLog;
using Services.Conversations.StaffApprovals;

namespace Services.Orchestrator.Approvals;

/// <summary>
/// The second stage of approvals that move much: opened by the customer's yes, decided by staff, withdrawn by the customer. Each step is
/// told in the session's log and to staff. Idempotent: a repeated turn gets what it got first.
/// </summary>
internal sealed class StaffApprovalStage(
    IApprovalStore approvals,
    IStaffApprovalStore staff,
    StaffApprovalNotices notices,
    ISessionEventLog log,
    IOptions<ApprovalOptions> options,
    TimeProvider time
)
{
    /// <summary>Takes the customer's yes; null if it does not count.</summary>
    public async Task<StaffApproval?> OpenAsync(Approval approval, TurnMessage by, CancellationToken cancellationToken)
    {
        var expiresAt = time.GetUtcNow() + options.Value.StaffLifetime;
        var escalation = await staff.EscalateAsync(approval.Id, by.TurnId, by.Caller, expiresAt, cancellationToken);
        if (escalation.Opened is not { } opened)
        {
            return null;
        }

        var agreed = new ApprovalResolved
        {
            SessionId = opened.SessionId,
            Timestamp = Now,
            ApprovalId = opened.Id,
            Outcome = ApprovalOutcome.Approved,
        };
        IEnumerable<SessionEvent> withdrawn = escalation.Withdrawn.Select(id => StaffApprovalEvents.Withdrawn(opened.SessionId, id, Now));
        await log.AppendAsync(opened.SessionId, [agreed, .. withdrawn, StaffApprovalEvents.Escalated(opened, Now)], cancellationToken);
        foreach (var id in escalation.Withdrawn)
        {
            await TellStaffAsync(id, cancellationToken);
        }

        notices.Publish(opened);
        return opened;
    }

    /// <summary>What a turn of a decision has to do.</summary>
    public async Task<ApprovalResolution> ReadAsync(StaffDecided turn, CancellationToken cancellationToken)
    {
        var approval = await approvals.FindAsync(turn.ApprovalId, cancellationToken);
        var decision = await staff.FindAsync(turn.ApprovalId, cancellationToken);
        if (approval is null || decision is null || decision.SessionId != turn.SessionId || decision.TurnId != turn.TurnId)
        {
            return new ApprovalResolution.NotPending(null);
        }

        await log.AppendAsync(decision.SessionId, [StaffApprovalEvents.Decided(decision, Now)], cancellationToken);
        return new ApprovalResolution.DecidedByStaff(approval, decision);
    }

    /// <summary>Takes back what waits for staff; null if it does not wait any more.</summary>
    public async Task<ApprovalResolution?> TakeBackAsync(ApprovalId id, CancellationToken cancellationToken)
    {
        await staff.TryWithdrawAsync(id, cancellationToken);
        if (await staff.FindAsync(id, cancellationToken) is not { Status: StaffApprovalStatus.Withdrawn } withdrawn)
        {
            return null;
        }

        await log.AppendAsync(withdrawn.SessionId, [StaffApprovalEvents.Decided(withdrawn, Now)], cancellationToken);
        notices.Publish(withdrawn);
        return new ApprovalResolution.TakenBack(withdrawn);
    }

    /// <summary>Takes back the newest that waits in the turn's session; null if the turn's user has none.</summary>
    public async Task<ApprovalResolution?> TakeBackNewestAsync(TurnRequested turn, CancellationToken cancellationToken) =>
        await staff.FindOpenAsync(turn.SessionId, cancellationToken) is { } open && open.Customer.UserId == turn.Caller.UserId
            ? await TakeBackAsync(open.Id, cancellationToken)
            : null;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task TellStaffAsync(ApprovalId id, CancellationToken cancellationToken)
    {
        if (await staff.FindAsync(id, cancellationToken) is { } changed)
        {
            notices.Publish(changed);
        }
    }
}
