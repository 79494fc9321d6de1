using System.Text.Json.Serialization;
using Services.Contracts.Ids;

namespace Services.Contracts.Events;

/// <summary>What became of an approval that waited for staff. What is done after that is told by the reply that follows.</summary>
public sealed record ApprovalDecided : SessionEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => EventNames.ApprovalDecided;

    /// <summary>The approval.</summary>
    public required ApprovalId ApprovalId { get; init; }

    /// <summary>How.</summary>
    public required StaffOutcome Outcome { get; init; }

    /// <summary>The name of the member of staff; null where none decided.</summary>
    [JsonPropertyName("name")]
    public string? DecidedBy { get; init; }

    /// <summary>Why, in their words.</summary>
    public string? Reason { get; init; }
}

/// <summary>How an approval that waits for staff can end.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StaffOutcome>))]
public enum StaffOutcome
{
    /// <summary>A member of staff approved it.</summary>
    [JsonStringEnumMemberName("approved")]
    Approved,

    /// <summary>A member of staff did not approve it.</summary>
    [JsonStringEnumMemberName("declined")]
    Declined,

    /// <summary>Nobody decided in time.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,

    /// <summary>The user took it back, asked for the same again, or a person has the conversation now.</summary>
    [JsonStringEnumMemberName("withdrawn")]
    Withdrawn,
}
