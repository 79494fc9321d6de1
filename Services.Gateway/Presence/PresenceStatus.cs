using Services.Contracts.Ids;

namespace Services.Gateway.Presence;

/// <summary><c>presence:status</c>: a user has come to a session, or gone from it with the last of their connections.</summary>
internal sealed record PresenceStatus
{
    public required SessionId SessionId { get; init; }

    public required string UserId { get; init; }

    public required bool Online { get; init; }

    /// <summary>Unix time in milliseconds.</summary>
    public required long Timestamp { get; init; }
}
