using System.Text.Json.Serialization;

namespace Services.Contracts.Events;

/// <summary>A person has the conversation: the assistant is silent, and replies that had not ended end here.</summary>
public sealed record HandoverClaimed : SessionEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => EventNames.HandoverClaimed;

    /// <summary>The person's user id.</summary>
    public required string UserId { get; init; }

    /// <summary>The person's name; <c>name</c> on the wire.</summary>
    [JsonPropertyName("name")]
    public required string DisplayName { get; init; }
}
