using Services.Contracts.Agents;
using Services.Contracts.Ids;
using Services.Conversations.Approvals;
using Services.Conversations.StaffApprovals;

namespace Services.Conversations.Record;

/// <summary>A question whether a call may be made, as it is on record.</summary>
/// <param name="TurnId">The turn that asked.</param>
/// <param name="Call">The call.</param>
/// <param name="Statement">What it would do, in one sentence.</param>
/// <param name="Status">How it was answered.</param>
/// <param name="ResolvedBy">The turn that answered it; null while nobody has, and when its time was over.</param>
public sealed record RecordedQuestion(TurnId TurnId, ToolCall Call, string Statement, ApprovalStatus Status, TurnId? ResolvedBy)
{
    /// <summary>Whether staff approved what the customer had agreed to; null where nobody had to.</summary>
    public RecordedStaffApproval? Staff { get; init; }
}

/// <summary>What became of a question at its second stage.</summary>
/// <param name="Status">How it stands.</param>
/// <param name="TurnId">The turn that carries it out, or tells that it is not.</param>
/// <param name="By">The name of who decided; null while nobody has.</param>
/// <param name="Reason">Why, in their words.</param>
/// <param name="At">When it was settled.</param>
public sealed record RecordedStaffApproval(StaffApprovalStatus Status, TurnId TurnId, string? By, string? Reason, DateTimeOffset? At);
