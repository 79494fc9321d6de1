using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Npgsql;
using NpgsqlTypes;
using Services.Contracts.Ids;

namespace Services.Orchestrator.Checkpoints;

/// <summary>Checkpoints as json in the schema <c>orchestrator</c>. Thread safe.</summary>
internal sealed class NpgsqlCheckpointStore<TState>(NpgsqlDataSource dataSource, JsonTypeInfo<TState> json, TimeProvider time)
    : ICheckpointStore<TState>
    where TState : class
{
    public async Task<bool> TryAppendAsync(TurnId run, IReadOnlyList<Checkpoint<TState>> checkpoints, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            insert into orchestrator.checkpoints (turn_id, version, next_node, state, created_at)
            select $1, version, next_node, state, $5 from unnest($2, $3, $4) as step (version, next_node, state)
            where ($2)[1] = 1 + coalesce((select max(version) from orchestrator.checkpoints where turn_id = $1), 0)
            """
        );
        command.Parameters.Add(new() { Value = run.Value });
        command.Parameters.Add(new() { Value = checkpoints.Select(checkpoint => checkpoint.Version).ToArray() });
        command.Parameters.Add(
            new()
            {
                Value = checkpoints.Select(checkpoint => checkpoint.Next).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            }
        );
        command.Parameters.Add(
            new()
            {
                Value = checkpoints.Select(checkpoint => JsonSerializer.Serialize(checkpoint.State, json)).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Json,
            }
        );
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        try
        {
            return await command.ExecuteNonQueryAsync(cancellationToken) == checkpoints.Count;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Somebody else was there at the same moment.
            return false;
        }
    }
}
