using System.Text.Json.Serialization;
using Services.Contracts.Messages;

namespace Services.Contracts.Turns;

/// <summary>A user message that wants an answer.</summary>
public sealed record TurnRequested : TurnMessage
{
    /// <summary>The user's words, 1 to 5,000 characters.</summary>
    public required string Content { get; init; }

    /// <summary>
    /// The last number of the session's log when the message first came, however often it was sent, which tells whether it can mean a
    /// question; null when nobody knows.
    /// </summary>
    [JsonPropertyName("seq")]
    public long? LogSeq { get; init; }

    /// <summary>The client's own id for the message, if it sent one.</summary>
    public string? ClientMessageId { get; init; }

    /// <summary>What the client gave along with it, a JSON object without personal data; nobody has verified it.</summary>
    public string? Metadata { get; init; }

    /// <summary>How the user entered it.</summary>
    public MessageMode Mode { get; init; }

    /// <summary>What its author is to the conversation.</summary>
    public AuthorRole AuthorRole { get; init; }

    /// <summary><see cref="Events.UserMessage.By"/>.</summary>
    public string? By { get; init; }

    /// <summary><see cref="Events.UserMessage.IsInRoomHistory"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsInRoomHistory { get; init; }
}
