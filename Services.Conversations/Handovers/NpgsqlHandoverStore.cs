using Npgsql;
using NpgsqlTypes;
using Services.Contracts.Ids;
using Services.Contracts.Json;
using Services.Contracts.Messages;

namespace Services.Conversations.Handovers;

/// <summary>Handovers in the schema <c>conversations</c>. Thread safe.</summary>
internal sealed class NpgsqlHandoverStore(NpgsqlDataSource dataSource, TimeProvider time) : IHandoverStore
{
    /// <summary>The columns of <see cref="Read"/>.</summary>
    internal const string Columns = "responder, responder_id, responder_name, responder_since";

    // A statement does not see its own changes: how it stands is read by the next one.
    private const string Standing = $"""
        select {Columns},
            (select count(*) from conversations.sessions as other
                where other.responder = 'queue' and other.status = 'active' and other.responder_since <= own.responder_since)
        from conversations.sessions as own where id = $1 and status = 'active'
        """;

    private static readonly string Request = Change(
        HandoverChange.Requested,
        "responder = 'queue', responder_id = null, responder_name = null",
        when: "responder = 'assistant'"
    );

    private static readonly string Claim = Change(
        HandoverChange.Claimed,
        "responder = 'person', responder_id = $3, responder_name = $4",
        when: "responder <> 'person'",
        then: """
        , withdrawn as (
            update conversations.approvals set status = 'superseded', resolved_at = $2
            where session_id = (select id from changed) and status = 'pending' returning approval_id),
        taken_back as (
            update conversations.staff_approvals set status = 'withdrawn', decided_at = $2
            where session_id = (select id from changed) and status = 'pending' returning approval_id)
        """,
        withdrawn: "array(select approval_id from withdrawn), array(select approval_id from taken_back)"
    );

    private static readonly string TakeBack = Change(
        HandoverChange.Returned,
        "responder = 'assistant', responder_id = null, responder_name = null",
        when: """
        responder = 'queue' and $3 = (
            select user_id from conversations.handovers where session_id = $1 and change = 'requested' order by place desc limit 1)
        """
    );

    public async Task<HandoverResult> FindAsync(SessionId session, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Standing);
        command.Parameters.Add(new() { Value = session.Value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await StandingAsync(reader, changed: false, cancellationToken);
    }

    public async Task<HandoverResult> RequestAsync(SessionId session, MessageAuthor by, string? reason, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        return await ChangeAsync(batch, Request, session, by, reason, cancellationToken);
    }

    public async Task<HandoverResult> RequestAsync(
        NpgsqlConnection connection,
        SessionId session,
        MessageAuthor by,
        string? reason,
        CancellationToken cancellationToken
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        return await ChangeAsync(batch, Request, session, by, reason, cancellationToken);
    }

    public async Task<HandoverResult> ClaimAsync(SessionId session, MessageAuthor by, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        return await ChangeAsync(batch, Claim, session, by, null, cancellationToken);
    }

    public async Task<HandoverResult> TakeBackAsync(SessionId session, MessageAuthor by, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        return await ChangeAsync(batch, TakeBack, session, by, null, cancellationToken);
    }

    public async Task<HandoverResult> ReturnAsync(
        SessionId session,
        MessageAuthor by,
        ResponderKind from,
        string? summary,
        CancellationToken cancellationToken
    )
    {
        await using var batch = dataSource.CreateBatch();
        var statement = Change(
            HandoverChange.Returned,
            "responder = 'assistant', responder_id = null, responder_name = null",
            when: $"responder = '{EnumNames.Of(from)}'"
        );
        return await ChangeAsync(batch, statement, session, by, summary, cancellationToken);
    }

    public async Task<IReadOnlyList<OpenHandover>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
            select {Columns}, id, topic, owner_id, asked.name, asked.note,
                coalesce(
                    (select author_name from conversations.messages
                        where session_id = sessions.id and user_id = owner_id and author_name is not null order by ordinal desc limit 1),
                    (select name from conversations.handovers
                        where session_id = sessions.id and user_id = owner_id order by place desc limit 1)),
                case when responder = 'queue' then row_number() over (partition by responder order by responder_since) end
            from conversations.sessions
            left join lateral (
                select name, note from conversations.handovers
                where session_id = sessions.id and change = 'requested' order by place desc limit 1) as asked on true
            where responder <> 'assistant' and status = 'active' order by responder_since limit $1
            """
        );
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var open = new List<OpenHandover>();
        while (await reader.ReadAsync(cancellationToken))
        {
            open.Add(
                new OpenHandover(
                    new(reader.GetGuid(4)),
                    reader.GetString(5),
                    reader.GetString(6),
                    Read(reader, 0),
                    CustomerName: TextOrNull(reader, 9),
                    AskedBy: TextOrNull(reader, 7),
                    Reason: TextOrNull(reader, 8),
                    Position: reader.IsDBNull(10) ? 0 : (int)reader.GetInt64(10)
                )
            );
        }

        return open;
    }

    /// <summary>Reads <see cref="Columns"/> from a column on.</summary>
    internal static Responder Read(NpgsqlDataReader row, int first) =>
        new(
            EnumNames.Parse<ResponderKind>(row.GetString(first)),
            TextOrNull(row, first + 1),
            TextOrNull(row, first + 2),
            row.IsDBNull(first + 3) ? null : row.GetFieldValue<DateTimeOffset>(first + 3)
        );

    /// <summary>A statement with the parameters session, now, user, name, role, note.</summary>
    private static string Change(
        HandoverChange change,
        string set,
        string when,
        string then = "",
        string withdrawn = "array[]::uuid[], array[]::uuid[]"
    ) =>
        $"""
            with changed as (
                update conversations.sessions set {set}, responder_since = $2
                where id = $1 and status = 'active' and {when} returning id),
            noted as (
                insert into conversations.handovers (session_id, change, user_id, name, role, note, made_at)
                select id, '{EnumNames.Of(change)}', $3, $4, $5, $6, $2 from changed)
            {then}
            select exists (select from changed), {withdrawn}
            """;

    private async Task<HandoverResult> ChangeAsync(
        NpgsqlBatch batch,
        string statement,
        SessionId session,
        MessageAuthor by,
        string? note,
        CancellationToken cancellationToken
    )
    {
        batch.BatchCommands.Add(
            new(statement)
            {
                Parameters =
                {
                    new() { Value = session.Value },
                    new() { Value = time.GetUtcNow() },
                    new() { Value = by.UserId },
                    new() { Value = by.Name },
                    new() { Value = EnumNames.Of(by.Role) },
                    new() { Value = (object?)note ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                },
            }
        );
        batch.BatchCommands.Add(new(Standing) { Parameters = { new() { Value = session.Value } } });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var changed = reader.GetBoolean(0);
        var (withdrawn, takenBack) = (Approvals(reader, 1), Approvals(reader, 2));
        await reader.NextResultAsync(cancellationToken);
        return await StandingAsync(reader, changed, cancellationToken) with { Withdrawn = withdrawn, WithdrawnFromStaff = takenBack };
    }

    private static List<ApprovalId> Approvals(NpgsqlDataReader row, int column) =>
        [.. row.GetFieldValue<Guid[]>(column).Select(static id => new ApprovalId(id))];

    private static async Task<HandoverResult> StandingAsync(NpgsqlDataReader reader, bool changed, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken))
        {
            return new HandoverResult(changed, null, 0);
        }

        var now = Read(reader, 0);
        return new HandoverResult(changed, now, now.Kind == ResponderKind.Queue ? (int)reader.GetInt64(4) : 0);
    }

    private static string? TextOrNull(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
