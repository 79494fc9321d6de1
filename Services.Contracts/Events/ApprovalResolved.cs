using System.Text.Json.Serialization;
using Services.Contracts.Ids;

namespace Services.Contracts.Events;

/// <summary>An approval is no longer open: answered, expired, or overtaken by another message.</summary>
public sealed record ApprovalResolved : SessionEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => EventNames.ApprovalResolved;

    /// <summary>The approval.</summary>
    public required ApprovalId ApprovalId { get; init; }

    /// <summary>How.</summary>
    public required ApprovalOutcome Outcome { get; init; }
}
