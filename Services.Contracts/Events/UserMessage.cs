using System.Text.Json.Serialization;
using Services.Contracts.Ids;
using Services.Contracts.Messages;

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

    /// <summary>The name that the others are shown; <c>name</c> on the wire.</summary>
    [JsonPropertyName("name")]
    public string? DisplayName { get; init; }

    /// <summary>What they are to the conversation.</summary>
    public AuthorRole Role { get; init; }

    /// <summary>The text.</summary>
    public required string Content { get; init; }

    /// <summary>The connection that it was said on, if its dialect does not tell it what it said itself; null otherwise.</summary>
    public string? By { get; init; }

    /// <summary>True if it was said in the rooms dialect: the room's history has it already.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsInRoomHistory { get; init; }
}
