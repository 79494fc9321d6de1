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

    /// <summary><c>approved</c>, <c>rejected</c> or <c>expired</c>.</summary>
    public required string Outcome { get; init; }
}
