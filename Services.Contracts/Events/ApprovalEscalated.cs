using System.Text.Json.Serialization;
using Services.Contracts.Ids;

namespace Services.Contracts.Events;

/// <summary>The user has agreed, and a member of staff has to approve it as well.</summary>
public sealed record ApprovalEscalated : SessionEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => EventNames.ApprovalEscalated;

    /// <summary>The approval.</summary>
    public required ApprovalId ApprovalId { get; init; }

    /// <summary>What will be done, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>What it moves, in USD.</summary>
    public required decimal Amount { get; init; }

    /// <summary>Until when staff can decide.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
