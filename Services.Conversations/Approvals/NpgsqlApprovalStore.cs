using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Services.Contracts.Ids;
using Services.Contracts.Json;

namespace Services.Conversations.Approvals;

/// <summary>Approvals in the schema <c>conversations</c>. Thread safe.</summary>
internal sealed class NpgsqlApprovalStore(NpgsqlDataSource dataSource, TimeProvider time) : IApprovalStore
{
    private const string Columns =
        "approval_id, session_id, turn_id, user_id, agent, intent, call, statement, transcript, expires_at, staff_amount";

    private const string State = "asked_seq, status, resolved_by";

    public async Task AddAsync(Approval approval, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(
                    "update conversations.approvals set status = 'superseded', resolved_at = $2 where session_id = $1 and status "
                        + "= 'pending' and approval_id <> $3"
                )
                {
                    Parameters =
                    {
                        new() { Value = approval.SessionId.Value },
                        new() { Value = time.GetUtcNow() },
                        new() { Value = approval.Id.Value },
                    },
                },
                new(
                    // Where a person has the session nobody is asked.
                    $"""
                    insert into conversations.approvals ({Columns}, created_at, status)
                    select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, case
                        when (select responder from conversations.sessions where id = $2 for share) = 'person' then 'superseded'
                        else 'pending' end
                    where not exists (select from conversations.erasures where session_id = $2)
                    on conflict (approval_id) do nothing
                    """
                )
                {
                    Parameters =
                    {
                        new() { Value = approval.Id.Value },
                        new() { Value = approval.SessionId.Value },
                        new() { Value = approval.TurnId.Value },
                        new() { Value = approval.UserId },
                        new() { Value = approval.Agent },
                        new() { Value = (object?)approval.Intent ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                        new()
                        {
                            Value = JsonSerializer.Serialize(approval.Call, ContractsJson.Default.ToolCall),
                            NpgsqlDbType = NpgsqlDbType.Json,
                        },
                        new() { Value = approval.Statement },
                        new()
                        {
                            Value = JsonSerializer.Serialize(approval.Transcript, ContractsJson.Default.IReadOnlyListTranscriptMessage),
                            NpgsqlDbType = NpgsqlDbType.Json,
                        },
                        new() { Value = approval.ExpiresAt },
                        new() { Value = (object?)approval.StaffAmount ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Numeric },
                        new() { Value = time.GetUtcNow() },
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task MarkAskedAsync(ApprovalId id, long seq, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "update conversations.approvals set asked_seq = $2 where approval_id = $1 and asked_seq is null"
        );
        command.Parameters.Add(new() { Value = id.Value });
        command.Parameters.Add(new() { Value = seq });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<Approval?> FindAsync(ApprovalId id, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"select {Columns}, {State} from conversations.approvals where approval_id = $1"
        );
        command.Parameters.Add(new() { Value = id.Value });
        return await SingleAsync(command, cancellationToken);
    }

    public async Task<Approval?> FindForTurnAsync(SessionId session, TurnId turn, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
            select {Columns}, {State} from conversations.approvals
            where session_id = $1 and ((status = 'pending' and expires_at > $3) or resolved_by = $2)
            order by resolved_by is null limit 1
            """
        );
        command.Parameters.Add(new() { Value = session.Value });
        command.Parameters.Add(new() { Value = turn.Value });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        return await SingleAsync(command, cancellationToken);
    }

    public async Task<bool> TryResolveAsync(ApprovalId id, TurnId turn, ApprovalStatus status, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            update conversations.approvals set status = $3, resolved_by = $2, resolved_at = $4
            where approval_id = $1 and status = 'pending' and (expires_at > $4 or $3 = 'superseded')
            """,
            connection
        );
        command.Parameters.Add(new() { Value = id.Value });
        command.Parameters.Add(new() { Value = turn.Value });
        command.Parameters.Add(new() { Value = EnumNames.Of(status) });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        if (await command.ExecuteNonQueryAsync(cancellationToken) == 1)
        {
            return true;
        }

        await using var won = new NpgsqlCommand(
            "select exists (select from conversations.approvals where approval_id = $1 and resolved_by = $2 and status = $3)",
            connection
        );
        won.Parameters.Add(new() { Value = id.Value });
        won.Parameters.Add(new() { Value = turn.Value });
        won.Parameters.Add(new() { Value = EnumNames.Of(status) });
        return await won.ExecuteScalarAsync(cancellationToken) is true;
    }

    public async Task<IReadOnlyList<(ApprovalId Id, SessionId Session)>> ExpireAsync(int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            update conversations.approvals set status = 'expired', resolved_at = $1
            where approval_id in (
                select approval_id from conversations.approvals where status = 'pending' and expires_at <= $1
                order by expires_at limit $2 for update skip locked)
            returning approval_id, session_id
            """
        );
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var expired = new List<(ApprovalId, SessionId)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            expired.Add((new(reader.GetGuid(0)), new(reader.GetGuid(1))));
        }

        return expired;
    }

    private static async Task<Approval?> SingleAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken))
        {
            return null;
        }

        return new Approval
        {
            Id = new(row.GetGuid(0)),
            SessionId = new(row.GetGuid(1)),
            TurnId = new(row.GetGuid(2)),
            UserId = row.GetString(3),
            Agent = row.GetString(4),
            Intent = row.IsDBNull(5) ? null : row.GetString(5),
            Call = JsonSerializer.Deserialize(row.GetString(6), ContractsJson.Default.ToolCall)!,
            Statement = row.GetString(7),
            Transcript = JsonSerializer.Deserialize(row.GetString(8), ContractsJson.Default.IReadOnlyListTranscriptMessage)!,
            ExpiresAt = row.GetFieldValue<DateTimeOffset>(9),
            StaffAmount = row.IsDBNull(10) ? null : row.GetDecimal(10),
            AskedSeq = row.IsDBNull(11) ? null : row.GetInt64(11),
            Status = EnumNames.Parse<ApprovalStatus>(row.GetString(12)),
            ResolvedBy = row.IsDBNull(13) ? null : new TurnId(row.GetGuid(13)),
        };
    }
}
