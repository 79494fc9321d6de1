using System.Text.Json.Serialization;
using Services.Contracts.Guardrails;
using Services.Contracts.Ids;

namespace Services.Contracts.Events;

/// <summary>A guardrail refused the message, or the reply.</summary>
public sealed record MessageBlocked : SessionEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => EventNames.MessageBlocked;

    /// <summary>The reply that will not come (or was cut off).</summary>
    public MessageId? MessageId { get; init; }

    /// <summary>The user message concerned.</summary>
    public MessageId? ReplyTo { get; init; }

    /// <summary>The client's own id of that message, if it sent one.</summary>
    public string? ClientMessageId { get; init; }

    /// <summary>A sentence for the user: what was refused and why.</summary>
    public required string Reason { get; init; }

    /// <summary>The categories that fired, for example <c>prompt_injection</c>.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>Whether the message was refused, or the reply.</summary>
    public required GuardrailStage Stage { get; init; }

    /// <summary>The turn's trace.</summary>
    public string? TraceId { get; init; }
}
