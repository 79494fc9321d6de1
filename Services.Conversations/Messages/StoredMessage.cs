using System.Text.Json;
using Services.Contracts.Ids;
using Services.Contracts.Messages;

namespace Services.Conversations.Messages;

/// <summary>A message as it is kept.</summary>
public sealed record StoredMessage
{
    /// <summary>Its id.</summary>
    public required MessageId Id { get; init; }

    /// <summary>Its session.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary>Order within the session.</summary>
    public required long Ordinal { get; init; }

    /// <summary>Whose it is.</summary>
    public required MessageRole Role { get; init; }

    /// <summary>Who wrote it; null for the assistant.</summary>
    public string? UserId { get; init; }

    /// <summary>Their name, as the others were shown; null for the assistant, and for what was stored before names were.</summary>
    public string? AuthorName { get; init; }

    /// <summary>What they are to the conversation; null for the assistant, and for a message of a room that asks for no reply.</summary>
    public AuthorRole? AuthorRole { get; init; }

    /// <summary>The client's own id of it.</summary>
    public string? ClientMessageId { get; init; }

    /// <summary>For a user message the turn that answers it; for a reply its own turn.</summary>
    public required TurnId TurnId { get; init; }

    /// <summary>The text.</summary>
    public required string Content { get; init; }

    /// <summary>For a reply a <see cref="Contracts.Events.ReplyMetadata"/>, and the evaluation once there is one.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>How it stands.</summary>
    public required MessageStatus Status { get; init; }

    /// <summary>True in the answer to a call that found it stored by an earlier one with the same client message id.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>
    /// The last number of the session's log when it first came, however often it was sent; null for a reply, and for what is answered by
    /// nobody.
    /// </summary>
    public long? LogSeq { get; init; }

    /// <summary>When it was accepted or stored.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
