using Npgsql;
using Services.Contracts.Turns;
using Services.Orchestrator.Checkpoints;

namespace Services.Orchestrator.Turns;

/// <summary>
/// Everything that a worker must know and note to begin a turn, in the round trip of the session's lease: that the turn came in, whether an
/// earlier one of the session is unfinished, the start, and the last checkpoint.
/// </summary>
/// <param name="turn">The turn.</param>
/// <param name="attempt">The attempt; counted unless it was the last one that was.</param>
/// <param name="now">The time.</param>
/// <param name="abandonedBefore">An earlier turn that nobody has touched since then holds nobody up.</param>
internal sealed class AdmissionStatements(TurnMessage turn, AttemptId attempt, DateTimeOffset now, DateTimeOffset abandonedBefore)
    : ILeaseStatements
{
    /// <summary>False if the turn is finished.</summary>
    public bool IsUnfinished { get; private set; }

    /// <summary>How many attempts there were, this one included; null if it did not start.</summary>
    public int? Attempt { get; private set; }

    /// <summary>The last checkpoint, if there is one.</summary>
    public StoredCheckpoint? Checkpoint { get; private set; }

    public NpgsqlBatchCommand Before =>
        new(TurnStore.RecordReceived)
        {
            Parameters =
            {
                new() { Value = turn.TurnId.Value },
                new() { Value = turn.SessionId.Value },
                new() { Value = turn.Ordinal },
                new() { Value = now },
            },
        };

    public IReadOnlyList<NpgsqlBatchCommand> After =>
        [
            new(
                $"""
                update orchestrator.turns set state = 'running', updated_at = $4, attempt_id = $6,
                    attempts = attempts + case when attempt_id = $6 then 0 else 1 end
                where turn_id = $1 and state <> 'finished' and {ILeaseStatements.IsLeased}
                    and not exists (select from orchestrator.turns
                        where session_id = $2 and ordinal < $3 and state <> 'finished' and updated_at > $5 and turn_id <> $1)
                returning attempts
                """
            )
            {
                Parameters =
                {
                    new() { Value = turn.TurnId.Value },
                    new() { Value = turn.SessionId.Value },
                    new() { Value = turn.Ordinal },
                    new() { Value = now },
                    new() { Value = abandonedBefore },
                    new() { Value = attempt.Value },
                },
            },
            StoredCheckpoint.LatestOf(turn.TurnId),
        ];

    public async Task ReadBeforeAsync(NpgsqlDataReader answer) => IsUnfinished = await answer.ReadAsync() && answer.GetBoolean(0);

    public async Task ReadAfterAsync(NpgsqlDataReader answers)
    {
        Attempt = await answers.ReadAsync() ? answers.GetInt32(0) : null;
        await answers.NextResultAsync();
        Checkpoint = await answers.ReadAsync() ? StoredCheckpoint.Read(answers) : null;
    }
}
