using Npgsql;
using Services.Contracts.Ids;
using Services.Contracts.Turns;

namespace Services.Conversations.Record;

/// <summary>
/// What was called, asked and done in a session, in PostgreSQL. It decides what anybody says about it later: a write stands here exactly if
/// it was committed.
/// </summary>
public interface IConversationRecord
{
    /// <summary>
    /// Writes a call that was <paramref name="made"/> in the transaction of its effect, on <paramref name="transaction"/>'s connection.
    /// False if the turn has ended: then the effect must not be committed. Waits for an end that is just being written. A call that is
    /// there stays as it is.
    /// </summary>
    Task<bool> TryAddAsync(NpgsqlTransaction transaction, RecordedCall made, CancellationToken cancellationToken);

    /// <summary>
    /// Ends a turn: writes its calls that are not there yet, waits for those whose effect is just being committed, and returns all. From
    /// then on no effect of the turn is committed. May be repeated; the first outcome stays.
    /// </summary>
    Task<IReadOnlyList<RecordedCall>> EndAsync(
        SessionId session,
        TurnId turn,
        TurnOutcome outcome,
        IReadOnlyList<RecordedCall> calls,
        CancellationToken cancellationToken
    );

    /// <summary>The turn goes on after all, since an operator wants it repeated.</summary>
    Task ReopenAsync(TurnId turn, CancellationToken cancellationToken);

    /// <summary>The newest messages of a session, at most <paramref name="limit"/>, with the newest calls and questions.</summary>
    Task<ConversationRecord> ReadAsync(SessionId session, int limit, CancellationToken cancellationToken);

    /// <summary>The whole record of a session; of each kind the newest 100,000, which no session is meant to reach.</summary>
    Task<ConversationRecord> ReadAllAsync(SessionId session, CancellationToken cancellationToken);
}
