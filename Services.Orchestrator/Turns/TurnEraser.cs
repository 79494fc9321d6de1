using Npgsql;
using Services.Conversations.Erasure;

namespace Services.Orchestrator.Turns;

/// <summary>Takes the turns of erased sessions away, with their checkpoints. One that a worker is at is left until it has ended.</summary>
internal sealed class TurnEraser(NpgsqlDataSource dataSource, TimeProvider time) : ISessionEraser
{
    /// <summary>A turn that nobody has touched for as long is nobody's any more.</summary>
    private static readonly TimeSpan Untouched = TimeSpan.FromMinutes(5);

    public string Store => ErasureStores.Orchestrator;

    public async Task<bool> EraseAsync(ErasedSession session, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            with erased as (
                delete from orchestrator.turns where session_id = $1 and (state = 'finished' or updated_at < $2) returning turn_id)
            select not exists (select from orchestrator.turns
                where session_id = $1 and turn_id not in (select turn_id from erased))
            """
        );
        command.Parameters.Add(new() { Value = session.Id.Value });
        command.Parameters.Add(new() { Value = time.GetUtcNow() - Untouched });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
