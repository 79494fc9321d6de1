using System.Text.Json;
using Services.Contracts.Agents;
using Services.Conversations.Approvals;
using Services.Conversations.Record;
using Services.Conversations.StaffApprovals;
using Services.Orchestrator.State;

namespace Services.Orchestrator.Context;

/// <summary>What came of calls of earlier turns, in the form in which later ones read it.</summary>
internal static class HistoricResult
{
    /// <summary>Characters of a result that changed nothing; looking it up again gives all of it.</summary>
    private const int LongestLookup = 1_500;

    /// <summary>The result; of a long one that changed nothing, its beginning.</summary>
    public static ToolResult Of(ToolResult result)
    {
        var text = result.Result.GetRawText();
        return result.Effect is not null || text.Length <= LongestLookup
            ? result
            : result with
            {
                Result = Text(text[..LongestLookup] + " …"),
            };
    }

    /// <summary>Why a call that was asked about was not made.</summary>
    public static ToolResult Of(RecordedQuestion question)
    {
        var (kind, sentence) = question.Status switch
        {
            ApprovalStatus.Pending => (RefusalKind.Pending, "The customer was asked, and has not answered yet; nothing was changed."),
            ApprovalStatus.Rejected => (RefusalKind.Declined, "The customer said no; nothing was changed."),
            ApprovalStatus.Expired => (RefusalKind.Expired, "The customer did not answer in time; nothing was changed."),
            ApprovalStatus.Superseded => (
                RefusalKind.Superseded,
                "The customer wrote something else instead of agreeing; nothing was changed."
            ),
            ApprovalStatus.Approved when question.Staff is { Status: not StaffApprovalStatus.Approved } staff => (
                RefusalKind.Refused,
                WithoutStaff(staff)
            ),
            _ => (RefusalKind.Failed, "The customer agreed, but it was not carried out; nothing was changed."),
        };
        return new ToolResult
        {
            CallId = question.Call.CallId,
            Name = question.Call.Name,
            Result = Text(sentence),
            IsError = true,
            Refusal = kind,
        };
    }

    private static string WithoutStaff(RecordedStaffApproval staff) =>
        staff.Status switch
        {
            StaffApprovalStatus.Pending =>
                "The customer agreed. A colleague has to approve it as well, and has not decided yet; nothing was changed so far.",
            StaffApprovalStatus.Declined => $"The customer agreed, but {staff.By}, a colleague, did not approve it; nothing was changed.",
            StaffApprovalStatus.Expired => "The customer agreed, but no colleague decided on it in time; nothing was changed.",
            _ => "The customer agreed, and it was withdrawn before a colleague decided on it; nothing was changed.",
        };

    private static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text, OrchestratorJson.Default.String);
}
