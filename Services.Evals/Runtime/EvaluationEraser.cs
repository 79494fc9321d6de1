using Npgsql;
using Services.Conversations.Erasure;

namespace Services.Evals.Runtime;

/// <summary>Takes the evaluations of erased sessions away.</summary>
internal sealed class EvaluationEraser(NpgsqlDataSource database) : ISessionEraser
{
    public string Store => ErasureStores.Evaluations;

    public async Task<bool> EraseAsync(ErasedSession session, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("delete from evals.evaluations where session_id = $1");
        command.Parameters.Add(new() { Value = session.Id.Value });
        await command.ExecuteNonQueryAsync(cancellationToken);
        return true;
    }
}
