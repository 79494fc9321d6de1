using Services.Contracts.Ids;
using Services.Contracts.Json;
using Services.Conversations.Sessions;

namespace Services.Gateway.SessionNotices;

/// <summary><c>session:updated</c>: a session as it is now, for those of its owner's connections that may not follow it.</summary>
internal sealed record SessionUpdatedEvent
{
    /// <summary>The event's name.</summary>
    public const string Name = "session:updated";

    public required SessionId SessionId { get; init; }

    /// <summary>Empty until there is a message that the session is named after.</summary>
    public required string Topic { get; init; }

    public required string Status { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime LastActivityAt { get; init; }

    public static SessionUpdatedEvent Of(Session session) =>
        new()
        {
            SessionId = session.Id,
            Topic = session.Topic,
            Status = EnumNames.Of(session.Status),
            CreatedAt = session.CreatedAt.UtcDateTime,
            LastActivityAt = session.LastActivityAt.UtcDateTime,
        };
}
