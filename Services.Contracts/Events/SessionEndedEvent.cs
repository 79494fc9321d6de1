using System.Text.Json.Serialization;

namespace Services.Contracts.Events;

/// <summary>The session takes no more messages.</summary>
public sealed record SessionEndedEvent : SessionEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => EventNames.SessionEnded;

    /// <summary>Why.</summary>
    public required SessionEndReason Reason { get; init; }
}
