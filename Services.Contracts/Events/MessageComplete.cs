using System.Text.Json.Serialization;
using Services.Contracts.Ids;
using Services.Contracts.Messages;

namespace Services.Contracts.Events;

/// <summary>A reply is whole and stored.</summary>
public sealed record MessageComplete : SessionEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => EventNames.MessageComplete;

    /// <summary>The reply.</summary>
    public required MessageId MessageId { get; init; }

    /// <summary>The user message that is answered.</summary>
    public MessageId? ReplyTo { get; init; }

    /// <summary>Always <see cref="MessageRole.Assistant"/>.</summary>
    public MessageRole Role { get; init; } = MessageRole.Assistant;

    /// <summary>The whole text.</summary>
    public required string Content { get; init; }

    /// <summary>How it came to be.</summary>
    public required ReplyMetadata Metadata { get; init; }
}
