using Services.Conversations.Approvals;
using Services.Conversations.Record;
using Services.Conversations.StaffApprovals;

namespace Services.Orchestrator.Approvals;

/// <summary>Tells somebody whose answer came too late what had become of the question, as it is on record.</summary>
internal static class LateAnswer
{
    public static string Describe(Approval? approval, ConversationRecord record) =>
        approval?.Status switch
        {
            null => "There is no such question in this conversation; nothing was changed.",
            ApprovalStatus.Approved => DescribeAgreed(approval, record),
            ApprovalStatus.Rejected => "This had been declined already; nothing was changed.",
            ApprovalStatus.Expired => "The question has expired; nothing was changed. Please ask again if you still want it.",
            ApprovalStatus.Superseded => "The question had been withdrawn, since something else was asked; nothing was changed.",
            _ => "The question has expired; nothing was changed. Please ask again if you still want it.",
        };

    private static string DescribeAgreed(Approval approval, ConversationRecord record)
    {
        var staff = record.Questions.LastOrDefault(question => question.TurnId == approval.TurnId)?.Staff;
        var made = record.Calls.LastOrDefault(call =>
            (call.TurnId == approval.ResolvedBy || call.TurnId == staff?.TurnId) && call.Call.CallId == approval.Call.CallId
        );
        return made switch
        {
            { Result.Effect: { } effect } => $"This had been agreed to already, and it is done. {effect}",
            { Result.IsError: true } => "This had been agreed to already, but it was not possible; nothing was changed.",
            null when staff is { Status: StaffApprovalStatus.Pending } =>
                "This had been agreed to already, and waits for a colleague's approval; nothing is changed until then.",
            null when staff is { Status: not StaffApprovalStatus.Approved } =>
                "This had been agreed to already, but it was not approved on our side; nothing was changed.",
            _ => "This had been agreed to already; the answer to that says what came of it.",
        };
    }
}
