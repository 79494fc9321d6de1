using Services.Conversations.Approvals;
using Services.Conversations.StaffApprovals;

namespace Services.Orchestrator.Approvals;

/// <summary>What a message meant for a question.</summary>
internal abstract record ApprovalResolution
{
    /// <summary>Nothing: there is none, or it is somebody else's, or it was asked after the message had been accepted.</summary>
    public sealed record None : ApprovalResolution
    {
        public static None Instance { get; } = new();
    }

    /// <summary>The one who was asked said yes or no, and this turn is the one that does as they said.</summary>
    public sealed record Answered(Approval Approval, bool Approved) : ApprovalResolution;

    /// <summary>The one who was asked said yes, and a member of staff has to approve it as well.</summary>
    public sealed record Escalated(StaffApproval Opened) : ApprovalResolution;

    /// <summary>Staff have decided, and this turn is the one that does as they said.</summary>
    public sealed record DecidedByStaff(Approval Approval, StaffApproval Decision) : ApprovalResolution;

    /// <summary>The customer has taken back what waited for staff.</summary>
    public sealed record TakenBack(StaffApproval Request) : ApprovalResolution;

    /// <summary>The one who was asked wants something else: the question is withdrawn.</summary>
    public sealed record Withdrawn(Approval Approval) : ApprovalResolution;

    /// <summary>The answer does not count.</summary>
    /// <param name="Approval">The question as it stands; null if the session has none of that id.</param>
    public sealed record NotPending(Approval? Approval) : ApprovalResolution;

    /// <summary>Somebody else was asked.</summary>
    public sealed record NotAsked : ApprovalResolution;
}
