using System.Text.Json.Serialization;

namespace Services.Contracts.Events;

/// <summary>The assistant answers again: a person gave the conversation back, or the customer waits for none any more.</summary>
public sealed record HandoverReturned : SessionEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => EventNames.HandoverReturned;

    /// <summary>Who gave it back.</summary>
    public required string UserId { get; init; }

    /// <summary>Their name; <c>name</c> on the wire.</summary>
    [JsonPropertyName("name")]
    public required string DisplayName { get; init; }

    /// <summary>What the person wants the assistant to know.</summary>
    public string? Summary { get; init; }
}
