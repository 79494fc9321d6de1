using System.Text.Json.Serialization;
using Services.Contracts.Ids;

namespace Services.Contracts.Events;

/// <summary>A piece of a reply. The contents of all chunks in order are the content of <c>message:complete</c>.</summary>
public sealed record MessageChunk : SessionEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => EventNames.MessageChunk;

    /// <summary>The reply.</summary>
    public required MessageId MessageId { get; init; }

    /// <summary>The user message that is answered.</summary>
    public MessageId? ReplyTo { get; init; }

    /// <summary>The text of this piece; never empty.</summary>
    public required string Content { get; init; }

    /// <summary>From 0, without gaps.</summary>
    public required int ChunkIndex { get; init; }
}
