using System.Text.Json;
using System.Text.Json.Serialization;
using Services.Contracts.Ids;
using Services.Contracts.Json;

namespace Services.Conversations.StaffApprovals;

/// <summary>An approval of staff, as staff are told: in the list of them, and when one comes or changes.</summary>
public sealed record StaffApprovalSummary
{
    /// <summary>What is decided on.</summary>
    public required ApprovalId ApprovalId { get; init; }

    /// <summary>The session.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary><c>pending</c>, <c>approved</c>, <c>declined</c>, <c>expired</c> or <c>withdrawn</c>.</summary>
    public required string State { get; init; }

    /// <summary>The tool's name.</summary>
    public required string Tool { get; init; }

    /// <summary>The arguments it runs with.</summary>
    public required JsonElement Arguments { get; init; }

    /// <summary>What will be done, in one sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>What it moves, in USD.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The customer's name.</summary>
    public required string CustomerName { get; init; }

    /// <summary>When the customer agreed.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Until when staff can decide.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Who decided: the user.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>Who decided: the name.</summary>
    public string? DecidedByName { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>As it stands in the record.</summary>
    public static StaffApprovalSummary Of(StaffApproval approval) =>
        new()
        {
            ApprovalId = approval.Id,
            SessionId = approval.SessionId,
            State = EnumNames.Of(approval.Status),
            Tool = approval.Call.Name,
            Arguments = approval.Call.Arguments,
            Statement = approval.Statement,
            Amount = approval.Amount,
            CustomerName = approval.Customer.Name,
            AskedAt = approval.AskedAt,
            ExpiresAt = approval.ExpiresAt,
            DecidedBy = approval.DecidedBy,
            DecidedByName = approval.DecidedByName,
            Reason = approval.Reason,
            DecidedAt = approval.DecidedAt,
        };
}

/// <summary>JSON of what staff are told.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StaffApprovalSummary))]
[JsonSerializable(typeof(IReadOnlyList<StaffApprovalSummary>))]
public sealed partial class StaffApprovalJson : JsonSerializerContext;
