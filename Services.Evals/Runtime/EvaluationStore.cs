using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Services.Contracts.Ids;
using Services.Contracts.Turns;

namespace Services.Evals.Runtime;

/// <summary>Evaluations in PostgreSQL, one row a turn.</summary>
internal sealed class EvaluationStore(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>The schema.</summary>
    public const string Schema = "evals";

    /// <summary>True if the turn was evaluated and announced.</summary>
    public async Task<bool> ExistsAsync(TurnId turn, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select exists (select from evals.evaluations where turn_id = $1)");
        command.Parameters.Add(new() { Value = turn.Value });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>
    /// Stores an evaluation unless there is one, and runs <paramref name="publish"/> unless that was done. A copy of the same turn that is
    /// handled elsewhere at the same time waits, and then finds it done; if <paramref name="publish"/> fails, nothing is stored.
    /// </summary>
    public async Task PublishOnceAsync(
        TurnCompleted turn,
        TurnEvaluation evaluation,
        Func<CancellationToken, Task> publish,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var insert = Insert(turn, evaluation, connection, transaction);
        if (await insert.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            return;
        }

        await publish(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private NpgsqlCommand Insert(
        TurnCompleted turn,
        TurnEvaluation evaluation,
        NpgsqlConnection connection,
        NpgsqlTransaction transaction
    ) =>
        new(
            """
            insert into evals.evaluations (turn_id, session_id, agent, route, model, scores, flags, trace_id, completed_at, evaluated_at)
            select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
            where not exists (select from conversations.erasures where session_id = $2)
            on conflict (turn_id) do nothing
            """,
            connection,
            transaction
        )
        {
            Parameters =
            {
                new() { Value = turn.TurnId.Value },
                new() { Value = turn.SessionId.Value },
                Text(turn.Agent),
                Text(turn.Route),
                Text(turn.Model),
                new()
                {
                    Value = JsonSerializer.Serialize(evaluation.Scores, EvaluationJson.Default.IReadOnlyDictionaryStringDouble),
                    NpgsqlDbType = NpgsqlDbType.Jsonb,
                },
                new() { Value = evaluation.Flags.ToArray() },
                Text(turn.TraceId),
                new() { Value = turn.CompletedAt.UtcDateTime },
                new() { Value = time.GetUtcNow().UtcDateTime },
            },
        };

    private static NpgsqlParameter Text(string? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
