using System.Text.Json.Serialization;
using Services.Contracts.Ids;

namespace Services.Contracts.Events;

/// <summary>A reply could not be finished.</summary>
public sealed record MessageError : SessionEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => EventNames.MessageError;

    /// <summary>The reply that failed.</summary>
    public MessageId? MessageId { get; init; }

    /// <summary>The user message that stays unanswered.</summary>
    public MessageId? ReplyTo { get; init; }

    /// <summary>A sentence for the user.</summary>
    public required string Message { get; init; }

    /// <summary>What was streamed before it failed.</summary>
    public string? PartialContent { get; init; }

    /// <summary>One of <see cref="ErrorCodes"/>.</summary>
    public required string Error { get; init; }

    /// <summary>The turn's trace.</summary>
    public string? TraceId { get; init; }
}
