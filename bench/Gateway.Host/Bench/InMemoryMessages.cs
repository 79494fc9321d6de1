using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Messages;
using Services.Conversations.Messages;

namespace Gateway.Host.Bench;

/// <summary>Numbers messages and keeps none: a measurement has no history.</summary>
internal sealed class InMemoryMessages(TimeProvider time) : IMessageStore
{
    private long _ordinal;

    public Task<StoredMessage?> AcceptAsync(
        SessionId session,
        MessageAuthor author,
        string content,
        string? clientMessageId,
        long? logSeq,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<StoredMessage?>(
            new StoredMessage
            {
                Id = MessageId.New(),
                SessionId = session,
                Ordinal = Interlocked.Increment(ref _ordinal),
                Role = MessageRole.User,
                UserId = author.UserId,
                ClientMessageId = clientMessageId,
                TurnId = TurnId.New(),
                Content = content,
                Status = MessageStatus.Accepted,
                LogSeq = logSeq,
                CreatedAt = time.GetUtcNow(),
            }
        );

    public Task<StoredMessage?> FindAsync(SessionId session, string userId, string clientMessageId, CancellationToken cancellationToken) =>
        Task.FromResult<StoredMessage?>(null);

    public Task MarkQueuedAsync(MessageId message, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task AddContextAsync(SessionId session, IReadOnlyList<ContextMessage> notes, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task<IReadOnlyList<StoredMessage>> PendingAsync(
        SessionId session,
        long beforeOrdinal,
        TimeSpan horizon,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<StoredMessage>>([]);

    public Task WithdrawAsync(MessageId message, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<long?> NextOrdinalAsync(SessionId session, CancellationToken cancellationToken) =>
        Task.FromResult<long?>(Interlocked.Increment(ref _ordinal));

    public Task<bool> SaveReplyAsync(
        SessionId session,
        TurnId turn,
        MessageId answers,
        string content,
        ReplyMetadata metadata,
        MessageStatus status,
        CancellationToken cancellationToken
    ) => Task.FromResult(true);

    public Task SetStatusAsync(MessageId message, MessageStatus status, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RedactAsync(MessageId message, string content, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SaveEvaluationAsync(
        TurnId turn,
        IReadOnlyDictionary<string, double> scores,
        IReadOnlyList<string> flags,
        CancellationToken cancellationToken
    ) => Task.CompletedTask;

    public Task<IReadOnlyList<StoredMessage>> ListAsync(
        SessionId session,
        long? beforeOrdinal,
        int limit,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<StoredMessage>>([]);
}
