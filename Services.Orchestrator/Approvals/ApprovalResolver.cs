using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Turns;
using Services.Conversations.Approvals;
using Services.Conversations.EventLog;

namespace Services.Orchestrator.Approvals;

/// <summary>
/// Matches messages with open questions. Only the one who was asked answers: by the question's id, or with a message that was accepted
/// after the question stood in the log. Idempotent: a repeated turn gets the answer it got first.
/// </summary>
internal sealed class ApprovalResolver(IApprovalStore approvals, StaffApprovalStage staff, ISessionEventLog log, TimeProvider time)
{
    /// <summary>Resolves the question that the message is about, if this turn is the first to do so.</summary>
    public Task<ApprovalResolution> ResolveAsync(TurnMessage message, CancellationToken cancellationToken) =>
        message switch
        {
            ApprovalAnswered answer => AnswerAsync(answer, cancellationToken),
            TurnRequested turn when StaffWords.TakesBack(turn.Content) => TakeBackAsync(turn, cancellationToken),
            TurnRequested turn => ReadAsync(turn, cancellationToken),
            StaffDecided decided => staff.ReadAsync(decided, cancellationToken),
            _ => Task.FromResult<ApprovalResolution>(ApprovalResolution.None.Instance),
        };

    private async Task<ApprovalResolution> AnswerAsync(ApprovalAnswered answer, CancellationToken cancellationToken)
    {
        var approval = await approvals.FindAsync(answer.ApprovalId, cancellationToken);
        if (approval is null || approval.SessionId != answer.SessionId)
        {
            return new ApprovalResolution.NotPending(null);
        }

        if (approval.UserId != answer.Caller.UserId)
        {
            return new ApprovalResolution.NotAsked();
        }

        if (answer.Approved && approval.StaffAmount is not null)
        {
            return await EscalateAsync(approval, answer, cancellationToken)
                ?? new ApprovalResolution.NotPending(await approvals.FindAsync(answer.ApprovalId, cancellationToken));
        }

        if (!answer.Approved && approval is { Status: ApprovalStatus.Approved, StaffAmount: not null })
        {
            return await staff.TakeBackAsync(answer.ApprovalId, cancellationToken)
                ?? new ApprovalResolution.NotPending(await approvals.FindAsync(answer.ApprovalId, cancellationToken));
        }

        var status = answer.Approved ? ApprovalStatus.Approved : ApprovalStatus.Rejected;
        return await TryResolveAsync(approval, answer.TurnId, status, cancellationToken)
            ? new ApprovalResolution.Answered(approval, answer.Approved)
            : new ApprovalResolution.NotPending(await approvals.FindAsync(answer.ApprovalId, cancellationToken));
    }

    private async Task<ApprovalResolution> ReadAsync(TurnRequested turn, CancellationToken cancellationToken)
    {
        var approval = await approvals.FindForTurnAsync(turn.SessionId, turn.TurnId, cancellationToken);
        if (approval is null || approval.UserId != turn.Caller.UserId || !IsAfter(turn, approval))
        {
            return ApprovalResolution.None.Instance;
        }

        var status = ApprovalAnswerParser.Parse(turn.Content, approval.Call) switch
        {
            ApprovalAnswer.Yes => ApprovalStatus.Approved,
            ApprovalAnswer.No => ApprovalStatus.Rejected,
            _ => ApprovalStatus.Superseded,
        };
        if (status == ApprovalStatus.Approved && approval.StaffAmount is not null)
        {
            return await EscalateAsync(approval, turn, cancellationToken) ?? ApprovalResolution.None.Instance;
        }

        if (!await TryResolveAsync(approval, turn.TurnId, status, cancellationToken))
        {
            return ApprovalResolution.None.Instance;
        }

        return status == ApprovalStatus.Superseded
            ? new ApprovalResolution.Withdrawn(approval)
            : new ApprovalResolution.Answered(approval, status == ApprovalStatus.Approved);
    }

    /// <summary>Takes back what waits for staff; without any it is a message like others.</summary>
    private async Task<ApprovalResolution> TakeBackAsync(TurnRequested turn, CancellationToken cancellationToken) =>
        await staff.TakeBackNewestAsync(turn, cancellationToken) ?? await ReadAsync(turn, cancellationToken);

    /// <summary>The customer's yes opens the second stage; null if it does not count.</summary>
    private async Task<ApprovalResolution?> EscalateAsync(Approval approval, TurnMessage by, CancellationToken cancellationToken) =>
        await staff.OpenAsync(approval, by, cancellationToken) is { } opened ? new ApprovalResolution.Escalated(opened) : null;

    /// <summary>A message that came before the question stood in the log cannot mean it.</summary>
    private static bool IsAfter(TurnRequested turn, Approval approval) => turn.LogSeq >= approval.AskedSeq;

    private async Task<bool> TryResolveAsync(Approval approval, TurnId turn, ApprovalStatus status, CancellationToken cancellationToken)
    {
        if (!await approvals.TryResolveAsync(approval.Id, turn, status, cancellationToken))
        {
            return false;
        }

        var resolved = new ApprovalResolved
        {
            SessionId = approval.SessionId,
            Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
            ApprovalId = approval.Id,
            Outcome = status switch
            {
                ApprovalStatus.Approved => ApprovalOutcome.Approved,
                ApprovalStatus.Rejected => ApprovalOutcome.Rejected,
                _ => ApprovalOutcome.Withdrawn,
            },
        };
        await log.AppendAsync(approval.SessionId, [resolved], cancellationToken);
        return true;
    }
}
