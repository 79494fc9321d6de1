using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Npgsql;
using Services.Contracts.Ids;

namespace Services.Orchestrator.Checkpoints;

/// <summary>A checkpoint as it is stored, its state still text: it is read together with other things, and understood afterwards.</summary>
/// <param name="Version">From 1.</param>
/// <param name="Next">The node to run next; null once the run has ended.</param>
/// <param name="State">JSON of the state.</param>
internal sealed record StoredCheckpoint(int Version, string? Next, string State)
{
    /// <summary>The statement that asks for a run's newest checkpoint; no row before the first.</summary>
    public static NpgsqlBatchCommand LatestOf(TurnId run) =>
        new("select version, next_node, state from orchestrator.checkpoints where turn_id = $1 order by version desc limit 1")
        {
            Parameters = { new() { Value = run.Value } },
        };

    /// <summary>The checkpoint in a row of the answer.</summary>
    public static StoredCheckpoint Read(NpgsqlDataReader row) =>
        new(row.GetInt32(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetString(2));

    /// <summary>The checkpoint with its state.</summary>
    public Checkpoint<TState> Restore<TState>(JsonTypeInfo<TState> json)
        where TState : class =>
        new(Version, Next, JsonSerializer.Deserialize(State, json) ?? throw new JsonException("A checkpoint's state is null."));
}
