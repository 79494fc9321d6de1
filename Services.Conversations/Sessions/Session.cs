using Services.Contracts.Ids;
using Services.Contracts.Sessions;
using Services.Conversations.Handovers;

namespace Services.Conversations.Sessions;

/// <summary>A conversation.</summary>
public sealed record Session
{
    /// <summary>Its id.</summary>
    public required SessionId Id { get; init; }

    /// <summary>What it is about, in the user's words; without a topic its first message, as it stands in the record; else empty.</summary>
    public required string Topic { get; init; }

    /// <summary>The user who owns it.</summary>
    public required string OwnerId { get; init; }

    /// <summary>The name under which the room WebSocket knows it; null for a session without one.</summary>
    public string? Room { get; init; }

    /// <summary>Whether it takes messages.</summary>
    public required SessionStatus Status { get; init; }

    /// <summary>True for a room that every signed-in user may enter; otherwise only the owner and staff may.</summary>
    public bool IsShared { get; init; }

    /// <summary>What a message does that comes while a reply runs.</summary>
    public ReplyPolicy Policy { get; init; }

    /// <summary>Who answers, when it was read.</summary>
    public Responder Responder { get; init; } = Responder.Assistant;

    /// <summary>What its creator gave it along, a JSON object without personal data; null if nothing.</summary>
    public string? MetadataJson { get; init; }

    /// <summary>True in the answer to the call that created it, and never again.</summary>
    public bool IsNew { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the last message was accepted or stored.</summary>
    public required DateTimeOffset LastActivityAt { get; init; }

    /// <summary>True once it takes no more messages.</summary>
    public bool IsEnded => Status == SessionStatus.Ended;
}
