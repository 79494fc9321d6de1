using Npgsql;
using Services.Conversations.Erasure;

namespace Services.Agents.Data;

/// <summary>
/// Takes the arguments and results away that keep writes of erased sessions from being made twice. What they did to the business data
/// stays: it is the business's.
/// </summary>
internal sealed class ExecutionEraser(NpgsqlDataSource source) : ISessionEraser
{
    public string Store => ErasureStores.Agents;

    public async Task<bool> EraseAsync(ErasedSession session, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("delete from agents.tool_executions where split_part(scope, '/', 1) = any($1)");
        command.Parameters.Add(new() { Value = session.Names.Select(static name => name.ToString()).ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
        return true;
    }
}
