using Services.Contracts.Ids;

namespace Services.Conversations.StaffApprovals;

/// <summary>What came of a customer's yes to what staff have to approve as well.</summary>
/// <param name="Opened">What waits for staff now; null if the yes did not count.</param>
/// <param name="Withdrawn">Earlier ones of the session that were about the very same call.</param>
public sealed record Escalation(StaffApproval? Opened, IReadOnlyList<ApprovalId> Withdrawn);
