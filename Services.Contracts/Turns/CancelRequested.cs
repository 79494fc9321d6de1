using Services.Contracts.Ids;

namespace Services.Contracts.Turns;

/// <summary>
/// Stops the running reply of a session. Broadcast to every worker on the control exchange. What was streamed so far is kept and
/// marked as interrupted.
/// </summary>
public sealed record CancelRequested
{
    /// <summary>The session.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary>The user's message or the reply to stop; null stops whatever runs or waits in the session.</summary>
    public MessageId? MessageId { get; init; }

    /// <summary>Who asked.</summary>
    public required string UserId { get; init; }
}
