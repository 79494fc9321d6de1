using System.Text.Json.Serialization;
using Services.Contracts.Agents;
using Services.Contracts.Ids;

namespace Services.Conversations.Approvals;

/// <summary>A tool call that waits for the user's answer, with all that is needed to go on.</summary>
public sealed record Approval
{
    /// <summary>Its id, of which only its turn has one.</summary>
    public required ApprovalId Id { get; init; }

    /// <summary>The session.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary>The turn that asked.</summary>
    public required TurnId TurnId { get; init; }

    /// <summary>Who was asked.</summary>
    public required string UserId { get; init; }

    /// <summary>The agent that asked.</summary>
    public required string Agent { get; init; }

    /// <summary>What the router had seen.</summary>
    public string? Intent { get; init; }

    /// <summary>The call.</summary>
    public required ToolCall Call { get; init; }

    /// <summary>What will be done, in one sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>The conversation; ends with the call.</summary>
    public required IReadOnlyList<TranscriptMessage> Transcript { get; init; }

    /// <summary>Until when an answer counts, by the server's clock.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>
    /// What it moves, in USD, if that is so much that a member of staff has to approve it once the user has agreed; otherwise null.
    /// </summary>
    public decimal? StaffAmount { get; init; }

    /// <summary>
    /// The question's number in the session's log: what was accepted before it is no answer. Null until the log has it.
    /// </summary>
    public long? AskedSeq { get; init; }

    /// <summary>How it stands; what is added is pending.</summary>
    public ApprovalStatus Status { get; init; }

    /// <summary>The turn that answered it.</summary>
    public TurnId? ResolvedBy { get; init; }
}

/// <summary>How an approval stands.</summary>
public enum ApprovalStatus
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
