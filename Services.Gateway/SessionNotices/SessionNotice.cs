namespace Services.Gateway.SessionNotices;

/// <summary>What gateways tell each other about a session that was made or has ended.</summary>
internal sealed record SessionNotice
{
    /// <summary>The gateway that says so, and has told its own clients.</summary>
    public required string Origin { get; init; }

    /// <summary>Whose connections are to hear it.</summary>
    public required string OwnerId { get; init; }

    public required SessionUpdatedEvent Session { get; init; }
}
