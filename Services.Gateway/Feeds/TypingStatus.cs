using Services.Contracts.Ids;

namespace Services.Gateway.Feeds;

/// <summary><c>typing:status</c>: somebody types, or has stopped.</summary>
internal sealed record TypingStatus
{
    public required SessionId SessionId { get; init; }

    public required string UserId { get; init; }

    public required bool IsTyping { get; init; }

    /// <summary>Unix time in milliseconds.</summary>
    public required long Timestamp { get; init; }
}
