using Services.Contracts.Events;
using Services.Contracts.Ids;

namespace Services.Conversations.StaffApprovals;

/// <summary>Approvals of staff in the words of the session's log.</summary>
public static class StaffApprovalEvents
{
    /// <summary>It waits for staff.</summary>
    public static ApprovalEscalated Escalated(StaffApproval opened, long timestamp) =>
        new()
        {
            SessionId = opened.SessionId,
            Timestamp = timestamp,
            ApprovalId = opened.Id,
            Reason = opened.Statement,
            Amount = opened.Amount,
            ExpiresAt = opened.ExpiresAt,
        };

    /// <summary>It does not any more.</summary>
    public static ApprovalDecided Decided(StaffApproval settled, long timestamp) =>
        new()
        {
            SessionId = settled.SessionId,
            Timestamp = timestamp,
            ApprovalId = settled.Id,
            Outcome = settled.Status switch
            {
                StaffApprovalStatus.Approved => StaffOutcome.Approved,
                StaffApprovalStatus.Declined => StaffOutcome.Declined,
                StaffApprovalStatus.Expired => StaffOutcome.Expired,
                _ => StaffOutcome.Withdrawn,
            },
            DecidedBy = settled.DecidedByName,
            Reason = settled.Reason,
        };

    /// <summary>It was taken back.</summary>
    public static ApprovalDecided Withdrawn(SessionId session, ApprovalId approval, long timestamp) =>
        new()
        {
            SessionId = session,
            Timestamp = timestamp,
            ApprovalId = approval,
            Outcome = StaffOutcome.Withdrawn,
        };
}
