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

    /// <summary>What is stored for a turn, and whether it was announced; null if nothing.</summary>
    public async Task<(TurnEvaluation Evaluation, bool Published)?> FindAsync(TurnId turn, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select scores, flags, published_at is not null from evals.evaluations where turn_id = $1");
        command.Parameters.Add(new() { Value = turn.Value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var scores = JsonSerializer.Deserialize(reader.GetString(0), EvaluationJson.Default.IReadOnlyDictionaryStringDouble)!;
        return (new TurnEvaluation(scores, reader.GetFieldValue<string[]>(1)), reader.GetBoolean(2));
    }

    /// <summary>Stores an evaluation unless there is one.</summary>
    public async Task SaveAsync(TurnCompleted turn, TurnEvaluation evaluation, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            insert into evals.evaluations (turn_id, session_id, agent, route, model, scores, flags, trace_id, completed_at, evaluated_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (turn_id) do nothing
            """);
        command.Parameters.Add(new() { Value = turn.TurnId.Value });
        command.Parameters.Add(new() { Value = turn.SessionId.Value });
        command.Parameters.Add(Text(turn.Agent));
        command.Parameters.Add(Text(turn.Route));
        command.Parameters.Add(Text(turn.Model));
        command.Parameters.Add(new()
        {
            Value = JsonSerializer.Serialize(evaluation.Scores, EvaluationJson.Default.IReadOnlyDictionaryStringDouble),
            NpgsqlDbType = NpgsqlDbType.Jsonb,
        });
        command.Parameters.Add(new() { Value = evaluation.Flags.ToArray() });
        command.Parameters.Add(Text(turn.TraceId));
        command.Parameters.Add(new() { Value = turn.CompletedAt.UtcDateTime });
        command.Parameters.Add(new() { Value = time.GetUtcNow().UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Notes that the evaluation was announced.</summary>
    public async Task MarkPublishedAsync(TurnId turn, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("update evals.evaluations set published_at = coalesce(published_at, $2) where turn_id = $1");
        command.Parameters.Add(new() { Value = turn.Value });
        command.Parameters.Add(new() { Value = time.GetUtcNow().UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
