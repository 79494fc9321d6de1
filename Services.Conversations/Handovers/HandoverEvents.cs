using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Messages;

namespace Services.Conversations.Handovers;

/// <summary>Handovers in the words of the session's log.</summary>
public static class HandoverEvents
{
    /// <summary>A person was asked for.</summary>
    public static HandoverQueued Queued(SessionId session, HandoverResult result, long timestamp) =>
        new()
        {
            SessionId = session,
            Timestamp = timestamp,
            Position = Math.Max(1, result.Position),
            Since = result.Now?.Since?.ToUnixTimeMilliseconds() ?? timestamp,
        };

    /// <summary>The assistant has it again.</summary>
    public static HandoverReturned Returned(SessionId session, MessageAuthor by, string? summary, long timestamp) =>
        new()
        {
            SessionId = session,
            Timestamp = timestamp,
            UserId = by.UserId,
            DisplayName = by.Name,
            Summary = summary,
        };
}
