using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Contracts.Json;

namespace Services.Conversations.StaffApprovals;

/// <summary>Approvals of staff in the schema <c>conversations</c>. Thread safe.</summary>
internal sealed class NpgsqlStaffApprovalStore(NpgsqlDataSource dataSource, TimeProvider time) : IStaffApprovalStore
{
    private const string Columns = """
        own.approval_id, own.session_id, own.turn_id, own.caller, asked.call, asked.statement, own.amount, own.asked_at, own.expires_at,
        own.status, own.decided_by, own.decided_name, own.reason, own.decided_at
        """;

    private const string From = "conversations.staff_approvals as own join conversations.approvals as asked using (approval_id)";

    public async Task<Escalation> EscalateAsync(
        ApprovalId id,
        TurnId turn,
        Caller customer,
        DateTimeOffset expiresAt,
        CancellationToken cancellationToken
    )
    {
        await using var command = dataSource.CreateCommand(
            """
            with answered as (
                update conversations.approvals set status = 'approved', resolved_by = $2, resolved_at = $3
                where approval_id = $1 and status = 'pending' and expires_at > $3 and staff_amount is not null
                returning approval_id, session_id, staff_amount, call),
            same as (
                update conversations.staff_approvals as earlier set status = 'withdrawn', decided_at = $3
                from answered, conversations.approvals as asked
                where earlier.session_id = answered.session_id and earlier.status = 'pending'
                    and asked.approval_id = earlier.approval_id and asked.call ->> 'name' = answered.call ->> 'name'
                    and (asked.call -> 'arguments')::jsonb = (answered.call -> 'arguments')::jsonb
                returning earlier.approval_id),
            opened as (
                insert into conversations.staff_approvals
                    (approval_id, session_id, turn_id, caller, amount, status, asked_at, expires_at)
                select approval_id, session_id, $4, $5, staff_amount, 'pending', $3, $6 from answered)
            select array(select approval_id from same),
                exists (select from answered)
                or exists (select from conversations.approvals where approval_id = $1 and resolved_by = $2 and status = 'approved')
            """
        );
        command.Parameters.Add(new() { Value = id.Value });
        command.Parameters.Add(new() { Value = turn.Value });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        command.Parameters.Add(new() { Value = StaffApproval.TurnOf(id).Value });
        command.Parameters.Add(
            new() { Value = JsonSerializer.Serialize(customer, ContractsJson.Default.Caller), NpgsqlDbType = NpgsqlDbType.Json }
        );
        command.Parameters.Add(new() { Value = expiresAt });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var withdrawn = reader.GetFieldValue<Guid[]>(0).Select(static same => new ApprovalId(same)).ToList();
        return reader.GetBoolean(1) ? new Escalation(await FindAsync(id, cancellationToken), withdrawn) : new Escalation(null, withdrawn);
    }

    public async Task<StaffApproval?> FindAsync(ApprovalId id, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand($"select {Columns} from {From} where approval_id = $1");
        command.Parameters.Add(new() { Value = id.Value });
        return (await AllAsync(command, cancellationToken)).SingleOrDefault();
    }

    public async Task<StaffApproval?> FindOpenAsync(SessionId session, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"select {Columns} from {From} where own.session_id = $1 and own.status = 'pending' order by own.asked_at desc limit 1"
        );
        command.Parameters.Add(new() { Value = session.Value });
        return (await AllAsync(command, cancellationToken)).SingleOrDefault();
    }

    public async Task<IReadOnlyList<StaffApproval>> ListAsync(bool pending, int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            pending
                ? $"select {Columns} from {From} where own.status = 'pending' order by own.asked_at limit $1"
                : $"select {Columns} from {From} where own.status <> 'pending' order by own.decided_at desc limit $1"
        );
        command.Parameters.Add(new() { Value = limit });
        return await AllAsync(command, cancellationToken);
    }

    public async Task<bool> TryDecideAsync(ApprovalId id, Caller by, bool approved, string? reason, CancellationToken cancellationToken)
    {
        // A claim or an end of the session that is just being made is waited for, and then seen.
        await using var command = dataSource.CreateCommand(
            """
            with held as (
                select id from conversations.sessions
                where id = (select session_id from conversations.staff_approvals where approval_id = $1)
                    and status = 'active' and responder <> 'person' for share)
            update conversations.staff_approvals
            set status = $2, decided_by = $3, decided_name = $4, reason = $5, decided_at = $6
            where approval_id = $1 and status = 'pending' and expires_at > $6 and session_id in (select id from held)
            """
        );
        command.Parameters.Add(new() { Value = id.Value });
        command.Parameters.Add(new() { Value = EnumNames.Of(approved ? StaffApprovalStatus.Approved : StaffApprovalStatus.Declined) });
        command.Parameters.Add(new() { Value = by.UserId });
        command.Parameters.Add(new() { Value = by.Name });
        command.Parameters.Add(new() { Value = (object?)reason ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task<bool> TryWithdrawAsync(ApprovalId id, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            update conversations.staff_approvals set status = 'withdrawn', decided_at = $2 where approval_id = $1 and status = 'pending'
            """
        );
        command.Parameters.Add(new() { Value = id.Value });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task<IReadOnlyList<StaffApproval>> ExpireAsync(int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
            update conversations.staff_approvals as own set status = 'expired', decided_at = $1
            from conversations.approvals as asked
            where asked.approval_id = own.approval_id and own.approval_id in (
                select approval_id from conversations.staff_approvals where status = 'pending' and expires_at <= $1
                order by expires_at limit $2 for update skip locked)
            returning {Columns}
            """
        );
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        command.Parameters.Add(new() { Value = limit });
        return await AllAsync(command, cancellationToken);
    }

    public async Task<IReadOnlyList<StaffApproval>> TakeUnfinishedAsync(
        DateTimeOffset before,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var command = dataSource.CreateCommand(
            $"""
            update conversations.staff_approvals as own set handed_over_at = $1
            from conversations.approvals as asked
            where asked.approval_id = own.approval_id and own.approval_id in (
                select approval_id from conversations.staff_approvals as decided
                where status in ('approved', 'declined', 'expired') and coalesce(handed_over_at, '-infinity') < $2
                    and not exists (select from conversations.turn_ends where turn_ends.turn_id = decided.turn_id)
                    and exists (select from conversations.sessions where id = decided.session_id and sessions.status = 'active')
                order by decided_at limit $3 for update skip locked)
            returning {Columns}
            """
        );
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        command.Parameters.Add(new() { Value = before });
        command.Parameters.Add(new() { Value = limit });
        return await AllAsync(command, cancellationToken);
    }

    private static async Task<IReadOnlyList<StaffApproval>> AllAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<StaffApproval>();
        while (await row.ReadAsync(cancellationToken))
        {
            all.Add(
                new StaffApproval
                {
                    Id = new(row.GetGuid(0)),
                    SessionId = new(row.GetGuid(1)),
                    TurnId = new(row.GetGuid(2)),
                    Customer = JsonSerializer.Deserialize(row.GetString(3), ContractsJson.Default.Caller)!,
                    Call = JsonSerializer.Deserialize(row.GetString(4), ContractsJson.Default.ToolCall)!,
                    Statement = row.GetString(5),
                    Amount = row.GetDecimal(6),
                    AskedAt = row.GetFieldValue<DateTimeOffset>(7),
                    ExpiresAt = row.GetFieldValue<DateTimeOffset>(8),
                    Status = EnumNames.Parse<StaffApprovalStatus>(row.GetString(9)),
                    DecidedBy = row.IsDBNull(10) ? null : row.GetString(10),
                    DecidedByName = row.IsDBNull(11) ? null : row.GetString(11),
                    Reason = row.IsDBNull(12) ? null : row.GetString(12),
                    DecidedAt = row.IsDBNull(13) ? null : row.GetFieldValue<DateTimeOffset>(13),
                }
            );
        }

        return all;
    }
}
