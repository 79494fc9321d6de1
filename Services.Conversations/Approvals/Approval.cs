using System.Text.Json.Serialization;
using Services.Contracts.Agents;
using Services.Contracts.Ids;

namespace Services.Orchestrator.Approvals;

/// <summary>A tool call that waits for the user's answer, with all that is needed to go on.</summary>
internal sealed record Approval
{
    public required ApprovalId Id { get; init; }

    public required SessionId SessionId { get; init; }

    /// <summary>The turn that asked.</summary>
    public required TurnId TurnId { get; init; }

    /// <summary>Who was asked.</summary>
    public required string UserId { get; init; }

    public required string Agent { get; init; }

    public string? Intent { get; init; }

    public required ToolCall Call { get; init; }

    /// <summary>What will be done, in one sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>The conversation; ends with the call.</summary>
    public required IReadOnlyList<TranscriptMessage> Transcript { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>How an approval stands.</summary>
internal enum ApprovalStatus
{
    /// <summary>Waits for an answer.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>The user said yes.</summary>
    [JsonStringEnumMemberName("approved")]
    Approved,

    /// <summary>The user said no.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected,

    /// <summary>Nobody answered in time.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,

    /// <summary>The user said something else.</summary>
    [JsonStringEnumMemberName("superseded")]
    Superseded,
}
