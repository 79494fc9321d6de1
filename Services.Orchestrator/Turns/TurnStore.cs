using Microsoft.Extensions.Options;
using Npgsql;
using Services.Contracts.Ids;
using Services.Contracts.Turns;

namespace Services.Orchestrator.Turns;

/// <summary>
/// What is known of turns beside their checkpoints: that they came in, how often they were begun, that they are finished. Thread safe.
/// </summary>
internal sealed class TurnStore(NpgsqlDataSource dataSource, IOptions<TurnOptions> options, TimeProvider time)
{
    /// <summary>
    /// The statement that notes that a turn came in: its id, its session, its ordinal, the time. Answers whether it is unfinished.
    /// </summary>
    public const string RecordReceived = """
        insert into orchestrator.turns as t (turn_id, session_id, ordinal, received_at, updated_at) values ($1, $2, $3, $4, $4)
        on conflict (turn_id) do update set updated_at = $4
        returning t.state <> 'finished'
        """;

    private const int DeleteBatch = 500;

    /// <summary>Notes that a worker has the turn. Later turns of the session wait from now on. False if it is finished.</summary>
    public async Task<bool> RecordReceivedAsync(TurnMessage turn, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(RecordReceived);
        command.Parameters.Add(new() { Value = turn.TurnId.Value });
        command.Parameters.Add(new() { Value = turn.SessionId.Value });
        command.Parameters.Add(new() { Value = turn.Ordinal });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>
    /// Notes that the broker gave the turn up after so many replays. False if that is of no matter: it is finished, or was replayed since.
    /// </summary>
    public async Task<bool> RecordGivenUpAsync(TurnMessage turn, int replays, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand($"{RecordReceived} and t.replays <= $5");
        command.Parameters.Add(new() { Value = turn.TurnId.Value });
        command.Parameters.Add(new() { Value = turn.SessionId.Value });
        command.Parameters.Add(new() { Value = turn.Ordinal });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        command.Parameters.Add(new() { Value = replays });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>
    /// What <see cref="SessionLeases"/> is asked for a turn together with its session's lease: how it stands, and, if its moment has come,
    /// its start.
    /// </summary>
    public AdmissionStatements Admit(TurnMessage turn, AttemptId attempt)
    {
        var now = time.GetUtcNow();
        return new AdmissionStatements(turn, attempt, now, abandonedBefore: now - options.Value.AbandonedAfter);
    }

    /// <summary>
    /// Takes an attempt back that ended for a reason outside the turn; does nothing a second time, or once another one has begun.
    /// </summary>
    public async Task RevokeAttemptAsync(TurnMessage turn, AttemptId attempt, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            update orchestrator.turns set attempts = attempts - 1, attempt_id = null, updated_at = $3
            where turn_id = $1 and state = 'running' and attempt_id = $2
            """
        );
        command.Parameters.Add(new() { Value = turn.TurnId.Value });
        command.Parameters.Add(new() { Value = attempt.Value });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Notes that the turn is finished; the first outcome stays. Of its checkpoints the last is kept: its version is the fence, and its
    /// state is what a failed turn is repeated from.
    /// </summary>
    public async Task RecordFinishedAsync(TurnMessage turn, TurnOutcome outcome, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            with ended as (
                update orchestrator.turns set state = 'finished', outcome = $2, updated_at = $3, finished_at = $3
                where turn_id = $1 and state <> 'finished'
                returning turn_id),
            last as (
                select max(version) as version from orchestrator.checkpoints where turn_id in (select turn_id from ended)),
            pruned as (
                delete from orchestrator.checkpoints using last where turn_id = $1 and checkpoints.version < last.version)
            update orchestrator.checkpoints set state = 'null' from last
            where turn_id = $1 and checkpoints.version = last.version and $2 <> $4
            """
        );
        command.Parameters.Add(new() { Value = turn.TurnId.Value });
        command.Parameters.Add(new() { Value = outcome.ToString() });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        command.Parameters.Add(new() { Value = nameof(TurnOutcome.Failed) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Lets a turn that failed be run again, from its last checkpoint and with all its attempts. False if it ended in another way: then
    /// there is nothing to run. A turn of which nothing is known is new.
    /// </summary>
    /// <param name="turn">The turn.</param>
    /// <param name="replays">How often it was replayed, this one included.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> ReopenAsync(TurnId turn, int replays, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            with reopened as (
                update orchestrator.turns
                set state = 'received', attempts = 0, attempt_id = null, outcome = null, finished_at = null, updated_at = $2, replays = $4
                where turn_id = $1 and (state <> 'finished' or outcome = $3)
                returning turn_id)
            select exists (select from reopened) or not exists (select from orchestrator.turns where turn_id = $1)
            """
        );
        command.Parameters.Add(new() { Value = turn.Value });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        command.Parameters.Add(new() { Value = nameof(TurnOutcome.Failed) });
        command.Parameters.Add(new() { Value = replays });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Deletes all turns, with their checkpoints, that have been finished for longer than they are kept, some at a time.</summary>
    public async Task DeleteExpiredAsync(CancellationToken cancellationToken)
    {
        while (await DeleteSomeAsync(cancellationToken) == DeleteBatch)
        {
            // However many end in the meantime: cleaning keeps pace with them.
        }
    }

    private async Task<int> DeleteSomeAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            delete from orchestrator.turns where turn_id in (
                select turn_id from orchestrator.turns where finished_at < $1 order by finished_at limit $2 for update skip locked)
            """
        );
        command.Parameters.Add(new() { Value = time.GetUtcNow() - options.Value.Retention });
        command.Parameters.Add(new() { Value = DeleteBatch });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
