using Services.Contracts.Events;
using Services.Contracts.Ids;

namespace Services.Conversations.EventLog;

/// <summary>
/// The session's events in Redis: a capped stream with sequence numbers that grow by one, from 1 in a new session, and a channel on which
/// each event is published as it is appended. Numbering, appending and publishing are one atomic step, so that log and channel agree.
/// </summary>
public interface ISessionEventLog
{
    /// <summary>
    /// The session is new: its numbers begin with 1. Does not wait for Redis; if that does not take it, which is logged and counted, or has
    /// lost the number, and where nobody said so, the log begins with a number that it cannot have reached before.
    /// </summary>
    void Begin(SessionId session);

    /// <summary>Appends events in order, in one round trip; returns the last sequence number.</summary>
    Task<long> AppendAsync(SessionId session, IReadOnlyList<SessionEvent> events, CancellationToken cancellationToken);

    /// <summary>
    /// Appends consecutive chunks of a reply if the first one's index is the next that the log expects; otherwise appends nothing and
    /// returns the index it does expect. A worker that was replaced thus can neither repeat nor interleave a chunk.
    /// </summary>
    Task<ChunkAppend> AppendChunksAsync(
        SessionId session,
        TurnId turn,
        IReadOnlyList<MessageChunk> chunks,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Appends the event that ends a reply (complete, blocked or error) with what follows it; only the first such call for a turn has an
    /// effect.
    /// </summary>
    Task<FinalAppend> AppendFinalAsync(
        SessionId session,
        TurnId turn,
        IReadOnlyList<SessionEvent> events,
        CancellationToken cancellationToken
    );

    /// <summary>Tells what the assistant is at; has no effect while a person has the session.</summary>
    Task AppendProgressAsync(SessionId session, AssistantThinking progress, CancellationToken cancellationToken);

    /// <summary>Appends a participant's message; only the first such call for it has an effect.</summary>
    Task<FinalAppend> AppendMessageAsync(SessionId session, UserMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// Appends events that tell who answers from now on. If that is a person, nothing is appended to the session's replies behind them,
    /// chunks and ends alike, until the assistant has it again: a worker that does not know yet is refused. That a person has it is told
    /// once, however often it is said.
    /// </summary>
    Task AppendHandoverAsync(SessionId session, IReadOnlyList<SessionEvent> events, bool toPerson, CancellationToken cancellationToken);

    /// <summary>
    /// Appends the last events of a session: nothing is appended behind them any more, whatever it is, and they are not told again.
    /// </summary>
    Task AppendLastAsync(SessionId session, IReadOnlyList<SessionEvent> events, CancellationToken cancellationToken);

    /// <summary>True while replies are refused, because the log was told that a person has the session, or that it is over.</summary>
    Task<bool> IsSilentAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>Lets a reply that has ended go on behind its last chunk; for a turn that is run again after it was given up.</summary>
    Task ReopenReplyAsync(SessionId session, TurnId turn, CancellationToken cancellationToken);

    /// <summary>What was delivered of a reply so far: the chunks in order; empty if nothing, and whether it has ended.</summary>
    Task<ReplyState> ReadReplyAsync(SessionId session, TurnId turn, CancellationToken cancellationToken);

    /// <summary>
    /// Puts back chunks that the log has lost of a reply, from index <paramref name="from"/> on, so that the next one is accepted behind
    /// them. Nobody is shown them again. False, and nothing happens, if the log does not expect that index, or the reply has ended.
    /// </summary>
    Task<bool> RestoreReplyAsync(
        SessionId session,
        TurnId turn,
        int from,
        IReadOnlyList<string> contents,
        CancellationToken cancellationToken
    );

    /// <summary>The index that the log expects of a reply's next chunk: how many were delivered.</summary>
    Task<int> NextChunkIndexAsync(SessionId session, TurnId turn, CancellationToken cancellationToken);

    /// <summary>The last number given out in the session's log; 0 before the first.</summary>
    Task<long> LastSeqAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>Entries after <paramref name="after"/> in order, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<LogEntry>> ReadAsync(SessionId session, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Deletes the session's events and what is kept of the replies of <paramref name="turns"/>; numbers go on.</summary>
    Task EraseAsync(SessionId session, IReadOnlyList<TurnId> turns, CancellationToken cancellationToken);

    /// <summary>
    /// Tells <paramref name="subscriber"/> of the entries appended from now on, in order, until disposed.
    /// </summary>
    Task<ILogSubscription> SubscribeAsync(SessionId session, ILogSubscriber subscriber, CancellationToken cancellationToken);
}
