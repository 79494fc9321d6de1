using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Messages;

namespace Services.Conversations.Messages;

/// <summary>Messages in PostgreSQL.</summary>
public interface IMessageStore
{
    /// <summary>
    /// Stores a user message with status <see cref="MessageStatus.Accepted"/>, a new turn id and the session's next ordinal. The same
    /// <paramref name="clientMessageId"/>
    /// of the same user in the same session gives the message that was stored first, whatever its content, and at a new place if the broker
    /// did not confirm it. Null if the session has ended: it takes no messages, and no repeats either. What staff write, and all that is
    /// written while a person has the session, asks for no reply: it is stored as <see cref="MessageStatus.Unscreened"/>. Of a message that
    /// comes again the first <paramref name="logSeq"/> is kept, the last number of the session's log when it came.
    /// </summary>
    Task<StoredMessage?> AcceptAsync(
        SessionId session,
        MessageAuthor author,
        string content,
        string? clientMessageId,
        long? logSeq,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// The message that the user's client stored under an id of its own, as long as its session has not ended; null if there is none.
    /// </summary>
    Task<StoredMessage?> FindAsync(SessionId session, string userId, string clientMessageId, CancellationToken cancellationToken);

    /// <summary>
    /// Stores messages that ask for no reply but belong to the context of those that do, in their order, with status
    /// <see cref="MessageStatus.Unscreened"/>. One whose client message id is known is left as it is.
    /// </summary>
    Task AddContextAsync(SessionId session, IReadOnlyList<ContextMessage> context, CancellationToken cancellationToken);

    /// <summary>
    /// The session's user messages before <paramref name="beforeOrdinal"/> whose turns have not ended, oldest first: what the broker has,
    /// not older than
    /// <paramref name="horizon"/>, and what is just being accepted.
    /// </summary>
    Task<IReadOnlyList<StoredMessage>> PendingAsync(
        SessionId session,
        long beforeOrdinal,
        TimeSpan horizon,
        CancellationToken cancellationToken
    );

    /// <summary>Removes a message that was accepted but is not to be answered; nothing happens once the broker has its turn.</summary>
    Task WithdrawAsync(MessageId message, CancellationToken cancellationToken);

    /// <summary>
    /// The broker confirmed the turn: <see cref="MessageStatus.Accepted"/> becomes <see cref="MessageStatus.Queued"/>; any other stays.
    /// </summary>
    Task MarkQueuedAsync(MessageId message, CancellationToken cancellationToken);

    /// <summary>
    /// An ordinal for something other than a message that is to be processed in order, such as an approval's answer. Null if the session
    /// has ended.
    /// </summary>
    Task<long?> NextOrdinalAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a turn's reply and the status of the message it answers, in one transaction; a second call for the same turn changes nothing
    /// and returns false.
    /// </summary>
    Task<bool> SaveReplyAsync(
        SessionId session,
        TurnId turn,
        MessageId answers,
        string content,
        ReplyMetadata metadata,
        MessageStatus status,
        CancellationToken cancellationToken
    );

    /// <summary>Sets the status of a user message that gets no reply.</summary>
    Task SetStatusAsync(MessageId message, MessageStatus status, CancellationToken cancellationToken);

    /// <summary>Replaces a message's text by what the input guard left of it.</summary>
    Task RedactAsync(MessageId message, string content, CancellationToken cancellationToken);

    /// <summary>Adds the runtime evaluation to a stored reply.</summary>
    Task SaveEvaluationAsync(
        TurnId turn,
        IReadOnlyDictionary<string, double> scores,
        IReadOnlyList<string> flags,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// The newest messages before <paramref name="beforeOrdinal"/> (or at all), oldest first; at most <paramref name="limit"/>. What is
    /// only
    /// <see cref="MessageStatus.Accepted"/> is not among them.
    /// </summary>
    Task<IReadOnlyList<StoredMessage>> ListAsync(SessionId session, long? beforeOrdinal, int limit, CancellationToken cancellationToken);
}
