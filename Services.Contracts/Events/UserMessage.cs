using System.Text.Json.Serialization;
using Services.Contracts.Ids;

namespace Services.Contracts.Events;

/// <summary>A participant's message, for the other participants of the session and for its log.</summary>
public sealed record UserMessage : SessionEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => EventNames.UserMessage;

    /// <summary>The message.</summary>
    public required MessageId MessageId { get; init; }

    /// <summary>The client's own id of it.</summary>
    public string? ClientMessageId { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string UserId { get; init; }

    /// <summary>The text.</summary>
    public required string Content { get; init; }

    /// <summary>The socket that it was said on in the rooms dialect: it is not told, and the room's history has the message already. Null otherwise.</summary>
    public string? By { get; init; }
}
