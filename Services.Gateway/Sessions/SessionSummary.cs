using System.Text.Json;
using Services.Contracts.Ids;
using Services.Contracts.Json;
using Services.Conversations.Messages;
using Services.Conversations.Sessions;

namespace Services.Gateway.Sessions;

/// <summary>A session in a list.</summary>
internal sealed record SessionSummary
{
    public required SessionId Id { get; init; }

    public required string Topic { get; init; }

    public required string Status { get; init; }

    public string? Room { get; init; }

    /// <summary>Who answers: <c>assistant</c>, <c>queue</c> or <c>person</c>.</summary>
    public required string Responder { get; init; }

    /// <summary>The person who has it.</summary>
    public string? ResponderName { get; init; }

    /// <summary>What its creator gave it along.</summary>
    public JsonElement? Metadata { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime LastActivityAt { get; init; }

    /// <summary>A session's metadata as a value; null if it has none.</summary>
    public static JsonElement? MetadataOf(Session session) => session.MetadataJson is { } json ? JsonElement.Parse(json) : null;

    public static SessionSummary Of(Session session) =>
        new()
        {
            Id = session.Id,
            Topic = session.Topic,
            Status = EnumNames.Of(session.Status),
            Room = session.Room,
            Responder = EnumNames.Of(session.Responder.Kind),
            ResponderName = session.Responder.Name,
            Metadata = MetadataOf(session),
            CreatedAt = session.CreatedAt.UtcDateTime,
            LastActivityAt = session.LastActivityAt.UtcDateTime,
        };
}

/// <summary>A message of the history.</summary>
internal sealed record MessageSummary
{
    public required MessageId Id { get; init; }

    /// <summary>Order within the session; the cursor of <c>before</c>.</summary>
    public required long Ordinal { get; init; }

    public required string Role { get; init; }

    public string? UserId { get; init; }

    /// <summary>The name of who wrote it; null for the assistant.</summary>
    public string? AuthorName { get; init; }

    /// <summary><c>customer</c>, <c>participant</c> or <c>staff</c>; null for the assistant.</summary>
    public string? AuthorRole { get; init; }

    public string? ClientMessageId { get; init; }

    public required TurnId TurnId { get; init; }

    public required string Content { get; init; }

    public JsonElement? Metadata { get; init; }

    public required string Status { get; init; }

    public required DateTime CreatedAt { get; init; }

    public static MessageSummary Of(StoredMessage message) =>
        new()
        {
            Id = message.Id,
            Ordinal = message.Ordinal,
            Role = EnumNames.Of(message.Role),
            UserId = message.UserId,
            AuthorName = message.AuthorName,
            AuthorRole = message.AuthorRole is { } author ? EnumNames.Of(author) : null,
            ClientMessageId = message.ClientMessageId,
            TurnId = message.TurnId,
            Content = message.Content,
            Metadata = message.Metadata,
            Status = EnumNames.Of(message.Status),
            CreatedAt = message.CreatedAt.UtcDateTime,
        };
}
