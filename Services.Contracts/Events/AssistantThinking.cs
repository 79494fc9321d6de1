using System.Text.Json.Serialization;
using Services.Contracts.Ids;

namespace Services.Contracts.Events;

/// <summary>The assistant works; says at what, so that a client can show it.</summary>
public sealed record AssistantThinking : SessionEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => EventNames.AssistantThinking;

    /// <summary>Always <c>processing</c>.</summary>
    public string Status { get; init; } = "processing";

    /// <summary>One of <see cref="ThinkingStages"/>.</summary>
    public string? Stage { get; init; }

    /// <summary>The agent at work, once the turn is routed.</summary>
    public string? Agent { get; init; }

    /// <summary>The reply being prepared.</summary>
    public MessageId? MessageId { get; init; }

    /// <summary>The tool, when <see cref="Stage"/> is <see cref="ThinkingStages.Tool"/>.</summary>
    public string? Tool { get; init; }

    /// <summary>How its call stands, when <see cref="Stage"/> is <see cref="ThinkingStages.Tool"/>.</summary>
    public ToolState? ToolState { get; init; }
}
