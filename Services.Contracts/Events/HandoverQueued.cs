using System.Text.Json.Serialization;

namespace Services.Contracts.Events;

/// <summary>The conversation waits for a person; until one takes it, the assistant answers nothing but that.</summary>
public sealed record HandoverQueued : SessionEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => EventNames.HandoverQueued;

    /// <summary>The place in the queue when it was entered, from 1.</summary>
    public required int Position { get; init; }

    /// <summary>When it was entered, in Unix milliseconds.</summary>
    public required long Since { get; init; }
}
