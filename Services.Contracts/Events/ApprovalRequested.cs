using System.Text.Json;
using System.Text.Json.Serialization;
using Services.Contracts.Ids;

namespace Services.Contracts.Events;

/// <summary>A tool that changes something waits for the user's yes.</summary>
public sealed record ApprovalRequested : SessionEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => EventNames.ApprovalRequested;

    /// <summary>To be sent back in <c>approval:respond</c>.</summary>
    public required ApprovalId ApprovalId { get; init; }

    /// <summary>The reply that asks.</summary>
    public MessageId? MessageId { get; init; }

    /// <summary>The tool's name.</summary>
    public required string Tool { get; init; }

    /// <summary>The arguments it would run with.</summary>
    public required JsonElement Arguments { get; init; }

    /// <summary>What will be done, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Until when an answer counts.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>True when a member of staff has to approve it as well.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NeedsStaff { get; init; }
}
