using Services.Contracts.Agents;
using Services.Contracts.Ids;
using Services.Conversations.Approvals;

namespace Services.Conversations.Record;

/// <summary>A question whether a call may be made, as it is on record.</summary>
/// <param name="TurnId">The turn that asked.</param>
/// <param name="Call">The call.</param>
/// <param name="Statement">What it would do, in one sentence.</param>
/// <param name="Status">How it was answered.</param>
/// <param name="ResolvedBy">The turn that answered it; null while nobody has, and when its time was over.</param>
public sealed record RecordedQuestion(TurnId TurnId, ToolCall Call, string Statement, ApprovalStatus Status, TurnId? ResolvedBy);
