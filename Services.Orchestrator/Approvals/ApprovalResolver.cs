using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Turns;
using Services.Conversations.EventLog;

namespace Services.Orchestrator.Approvals;

/// <summary>What a message meant for an open approval.</summary>
/// <param name="Approval">The approval that this turn resolved; null if there was none to resolve.</param>
/// <param name="Approved">Yes or no; null when the message is about something else.</param>
internal sealed record ApprovalResolution(Approval? Approval, bool? Approved);

/// <summary>Matches messages with open approvals. Idempotent: a repeated turn gets the answer it got first.</summary>
internal sealed class ApprovalResolver(IApprovalStore approvals, ISessionEventLog log, TimeProvider time)
{
    private static readonly ApprovalResolution None = new(null, null);

    /// <summary>Resolves the approval that the message is about, if this turn is the first to do so.</summary>
    public Task<ApprovalResolution> ResolveAsync(TurnMessage message, CancellationToken cancellationToken) =>
        message switch
        {
            ApprovalAnswered answer => AnswerAsync(answer, cancellationToken),
            TurnRequested turn => ReadAsync(turn, cancellationToken),
            _ => Task.FromResult(None),
        };

    private async Task<ApprovalResolution> AnswerAsync(ApprovalAnswered answer, CancellationToken cancellationToken)
    {
        var approval = await approvals.FindAsync(answer.ApprovalId, cancellationToken);
        if (approval is null || approval.SessionId != answer.SessionId)
        {
            return None;
        }

        var status = answer.Approved ? ApprovalStatus.Approved : ApprovalStatus.Rejected;
        return await ResolveAsync(approval, answer.TurnId, status, cancellationToken);
    }

    private async Task<ApprovalResolution> ReadAsync(TurnRequested turn, CancellationToken cancellationToken)
    {
        var approval = await approvals.FindForTurnAsync(turn.SessionId, turn.TurnId, cancellationToken);
        // Only who was asked can answer in words; what others say in the session leaves the question open.
        if (approval is null || approval.UserId != turn.Caller.UserId)
        {
            return None;
        }

        var status = ApprovalAnswerParser.Parse(turn.Content) switch
        {
            ApprovalAnswer.Yes => ApprovalStatus.Approved,
            ApprovalAnswer.No => ApprovalStatus.Rejected,
            _ => ApprovalStatus.Superseded,
        };
        return await ResolveAsync(approval, turn.TurnId, status, cancellationToken);
    }

    private async Task<ApprovalResolution> ResolveAsync(
        Approval approval,
        TurnId turn,
        ApprovalStatus status,
        CancellationToken cancellationToken
    )
    {
        if (!await approvals.TryResolveAsync(approval.Id, turn, status, cancellationToken))
        {
            return None;
        }

        var resolved = new ApprovalResolved
        {
            SessionId = approval.SessionId,
            Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
            ApprovalId = approval.Id,
            Outcome = status == ApprovalStatus.Approved ? ApprovalOutcome.Approved : ApprovalOutcome.Rejected,
        };
        await log.AppendAsync(approval.SessionId, [resolved], cancellationToken);
        return new ApprovalResolution(
            approval,
            status switch
            {
                ApprovalStatus.Approved => true,
                ApprovalStatus.Rejected => false,
                _ => null,
            }
        );
    }
}
