using Services.Contracts.Events;
using Services.Contracts.Turns;

namespace Services.Conversations.EventLog;

/// <summary>
/// Shows a message to everybody in its session, once the broker has its turn and not before. Whoever comes first does: the gateway that has
/// the broker's confirm, or the worker that has the turn, so that no event of a turn stands before its message.
/// </summary>
public static class MessageAnnouncement
{
    /// <summary>Appends the message; nothing happens if the log has it. The fence is keyed by the message.</summary>
    public static Task AnnounceAsync(this ISessionEventLog log, TurnRequested turn, CancellationToken cancellationToken) =>
        log.AppendMessageAsync(
            turn.SessionId,
            new UserMessage
            {
                SessionId = turn.SessionId,
                Timestamp = turn.RequestedAt.ToUnixTimeMilliseconds(),
                MessageId = turn.MessageId,
                ClientMessageId = turn.ClientMessageId,
                UserId = turn.Caller.UserId,
                DisplayName = turn.Caller.Name,
                Role = turn.AuthorRole,
                Content = turn.Content,
                By = turn.By,
                IsInRoomHistory = turn.IsInRoomHistory,
            },
            cancellationToken
        );
}
