using Npgsql;
using Services.Contracts.Ids;

namespace Services.Conversations.Erasure;

/// <summary>Erasures in the schema <c>conversations</c>. Thread safe.</summary>
internal sealed class NpgsqlErasureStore(NpgsqlDataSource dataSource, TimeProvider time) : IErasureStore
{
    // Steps of other transactions wait for the session's row, and then find the erasure.
    private const string Begin = """
        with doomed as (select id from conversations.sessions where id = $1 for update)
        insert into conversations.erasures (session_id, names, requested_at)
        select id, array(
            select turn_id from conversations.messages where session_id = $1
            union select turn_id from conversations.tool_calls where session_id = $1
            union select turn_id from conversations.turn_ends where session_id = $1
            union select approval_id from conversations.approvals where session_id = $1), $2
        from doomed on conflict (session_id) do update set requested_at = excluded.requested_at
        returning names
        """;

    public async Task<ErasureReport?> EraseAsync(SessionId session, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var begin = Command(Begin, session, transaction);
        begin.Parameters.Add(new() { Value = time.GetUtcNow() });
        if (await begin.ExecuteScalarAsync(cancellationToken) is not Guid[] names)
        {
            return null;
        }

        var report = new ErasureReport(
            new ErasedSession(session, names),
            Messages: await DeleteAsync("messages", session, transaction, cancellationToken),
            ToolCalls: await DeleteAsync("tool_calls", session, transaction, cancellationToken),
            Questions: await DeleteAsync("approvals", session, transaction, cancellationToken),
            Handovers: await DeleteAsync("handovers", session, transaction, cancellationToken),
            PersonalData: await DeleteAsync("vault", session, transaction, cancellationToken)
        );
        await DeleteAsync("turn_ends", session, transaction, cancellationToken);
        await DeleteAsync("vault_keys", session, transaction, cancellationToken);
        await using var last = Command("delete from conversations.sessions where id = $1", session, transaction);
        await last.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return report;
    }

    public async Task<IReadOnlyList<SessionId>> DueAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select id from conversations.sessions where status = 'ended' and last_activity_at < $1 order by last_activity_at limit $2
            """
        );
        command.Parameters.Add(new() { Value = before });
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<SessionId>();
        while (await reader.ReadAsync(cancellationToken))
        {
            due.Add(new(reader.GetGuid(0)));
        }

        return due;
    }

    public async Task<IReadOnlyList<ErasedSession>> PendingAsync(string store, int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select session_id, names from conversations.erasures
            where not exists (select from conversations.erasure_steps as step where step.session_id = erasures.session_id and store = $1)
            order by requested_at limit $2
            """
        );
        command.Parameters.Add(new() { Value = store });
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var pending = new List<ErasedSession>();
        while (await reader.ReadAsync(cancellationToken))
        {
            pending.Add(new ErasedSession(new(reader.GetGuid(0)), reader.GetFieldValue<Guid[]>(1)));
        }

        return pending;
    }

    public async Task CompleteAsync(SessionId session, string store, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            insert into conversations.erasure_steps (session_id, store, done_at)
            select session_id, $2, $3 from conversations.erasures where session_id = $1 on conflict do nothing
            """
        );
        command.Parameters.Add(new() { Value = session.Value });
        command.Parameters.Add(new() { Value = store });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            delete from conversations.erasures where requested_at < $1 and not exists (
                select from unnest($2::text[]) as part (store) where not exists (
                    select from conversations.erasure_steps as step
                    where step.session_id = erasures.session_id and step.store = part.store))
            """
        );
        command.Parameters.Add(new() { Value = before });
        command.Parameters.Add(new() { Value = ErasureStores.All.ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlCommand Command(string text, SessionId session, NpgsqlTransaction transaction) =>
        new(text, transaction.Connection, transaction) { Parameters = { new() { Value = session.Value } } };

    private static async Task<int> DeleteAsync(
        string table,
        SessionId session,
        NpgsqlTransaction transaction,
        CancellationToken cancellationToken
    )
    {
        await using var command = Command($"delete from conversations.{table} where session_id = $1", session, transaction);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
