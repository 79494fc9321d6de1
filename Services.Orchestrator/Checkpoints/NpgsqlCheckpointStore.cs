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
    public async Task<Checkpoint<TState>?> FindLatestAsync(TurnId run, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "select version, next_node, state from orchestrator.checkpoints where turn_id = $1 order by version desc limit 1"
        );
        command.Parameters.Add(new() { Value = run.Value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var state = JsonSerializer.Deserialize(reader.GetString(2), json) ?? throw new JsonException("A checkpoint's state is null.");
        return new Checkpoint<TState>(reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetString(1), state);
    }

    public async Task<bool> TryAppendAsync(TurnId run, Checkpoint<TState> checkpoint, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            insert into orchestrator.checkpoints (turn_id, version, next_node, state, created_at)
            select $1, $2, $3, $4, $5
            where $2 = 1 + coalesce((select max(version) from orchestrator.checkpoints where turn_id = $1), 0)
            on conflict do nothing
            """
        );
        command.Parameters.Add(new() { Value = run.Value });
        command.Parameters.Add(new() { Value = checkpoint.Version });
        command.Parameters.Add(new() { Value = (object?)checkpoint.Next ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(checkpoint.State, json), NpgsqlDbType = NpgsqlDbType.Json });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }
}
