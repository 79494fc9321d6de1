using Npgsql;
using NpgsqlTypes;
using Services.Contracts.Ids;
using Services.Contracts.Json;
using Services.Contracts.Sessions;
using Services.Conversations.Handovers;

namespace Services.Conversations.Sessions;

/// <summary>Sessions in the schema <c>conversations</c>. Thread safe.</summary>
internal sealed class NpgsqlSessionStore(NpgsqlDataSource dataSource, TimeProvider time) : ISessionStore
{
    // Without a topic the first message names the session, as it stands in the record: personal data is taken out of it there. What was
    // blocked names nothing.
    private static readonly string Columns = $"""
        id, topic, owner_id, room, status, created_at, last_activity_at, shared, policy, {NpgsqlHandoverStore.Columns},
        case when topic = '' then (
            select left(content, {SessionTitle.Sample}) from conversations.messages
            where session_id = sessions.id and role = 'user' and status <> 'blocked' order by ordinal limit 1) end,
        metadata::text
        """;

    // Of those who are counted, one comes after the other.
    private const string Lock = "select pg_advisory_xact_lock(hashtextextended($1, 2))";

    private const string HasRoomFor = """
        (select count(*) from conversations.sessions where owner_id = $3 and status = 'active') < $6
        """;

    public async Task<Session?> CreateAsync(
        string ownerId,
        string topic,
        string? metadataJson,
        ReplyPolicy policy,
        int maxOpen,
        CancellationToken cancellationToken
    )
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(new(Lock) { Parameters = { new() { Value = ownerId } } });
        batch.BatchCommands.Add(
            new(
                $"""
                insert into conversations.sessions (id, topic, owner_id, metadata, created_at, last_activity_at, policy)
                select $1, $2, $3, $4, $5, $5, $7 where {HasRoomFor} returning {Columns}
                """
            )
            {
                Parameters =
                {
                    new() { Value = SessionId.New().Value },
                    new() { Value = topic },
                    new() { Value = ownerId },
                    new() { Value = (object?)metadataJson ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb },
                    new() { Value = time.GetUtcNow() },
                    new() { Value = maxOpen },
                    new() { Value = EnumNames.Of(policy) },
                },
            }
        );
        return await SecondAsync(batch, cancellationToken) is { } session ? session with { IsNew = true } : null;
    }

    public async Task<Session?> FindAsync(SessionId id, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand($"select {Columns} from conversations.sessions where id = $1");
        command.Parameters.Add(new() { Value = id.Value });
        return await SingleAsync(command, cancellationToken);
    }

    public async Task<Session?> FindRoomAsync(string room, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"select {Columns} from conversations.sessions where room = $1 and status = 'active'"
        );
        command.Parameters.Add(new() { Value = room });
        return await SingleAsync(command, cancellationToken);
    }

    public async Task<Session?> GetOrCreateForRoomAsync(
        string room,
        string ownerId,
        bool isShared,
        int maxOpen,
        CancellationToken cancellationToken
    )
    {
        var id = SessionId.New();
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(new(Lock) { Parameters = { new() { Value = ownerId } } });
        batch.BatchCommands.Add(
            new(
                $"""
                insert into conversations.sessions (id, topic, owner_id, room, created_at, last_activity_at, shared)
                select $1, $2, $3, $2, $4, $4, $5
                where exists (select from conversations.sessions where room = $2 and status = 'active') or {HasRoomFor}
                on conflict (room) where status = 'active' do update set room = excluded.room
                returning {Columns}
                """
            )
            {
                Parameters =
                {
                    new() { Value = id.Value },
                    new() { Value = room },
                    new() { Value = ownerId },
                    new() { Value = time.GetUtcNow() },
                    new() { Value = isShared },
                    new() { Value = maxOpen },
                },
            }
        );
        return await SecondAsync(batch, cancellationToken) is { } session ? session with { IsNew = session.Id == id } : null;
    }

    public async Task<IReadOnlyList<Session>> ListAsync(string ownerId, int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"select {Columns} from conversations.sessions where owner_id = $1 order by last_activity_at desc, id desc limit $2"
        );
        command.Parameters.Add(new() { Value = ownerId });
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var sessions = new List<Session>();
        while (await reader.ReadAsync(cancellationToken))
        {
            sessions.Add(Read(reader));
        }

        return sessions;
    }

    public async Task<bool> EndAsync(SessionId id, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            with ended as (
                update conversations.sessions set status = 'ended', last_activity_at = $2
                where id = $1 and status = 'active' returning id),
            withdrawn as (
                update conversations.staff_approvals set status = 'withdrawn', decided_at = $2
                where session_id = (select id from ended) and status = 'pending')
            select exists (select from ended)
            """
        );
        command.Parameters.Add(new() { Value = id.Value });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    public async Task<IReadOnlyList<SessionId>> EndIdleAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        // Rows that another caller is at are passed over: it ends them.
        await using var command = dataSource.CreateCommand(
            """
            update conversations.sessions set status = 'ended'
            where id in (
                select id from conversations.sessions
                where status = 'active' and not shared and responder = 'assistant' and last_activity_at < $1
                    and not exists (select from conversations.staff_approvals as waiting
                        where waiting.session_id = sessions.id and waiting.status = 'pending')
                order by last_activity_at limit $2 for update skip locked)
            returning id
            """
        );
        command.Parameters.Add(new() { Value = before });
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ended = new List<SessionId>();
        while (await reader.ReadAsync(cancellationToken))
        {
            ended.Add(new SessionId(reader.GetGuid(0)));
        }

        return ended;
    }

    public async Task<bool> AddMemberAsync(SessionId id, string userId, int max, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(new(Lock) { Parameters = { new() { Value = id.ToString() } } });
        batch.BatchCommands.Add(
            new(
                """
                insert into conversations.members (session_id, user_id, joined_at)
                select $1, $2, $3 where (select count(*) from conversations.members where session_id = $1) < $4 on conflict do nothing
                """
            )
            {
                Parameters =
                {
                    new() { Value = id.Value },
                    new() { Value = userId },
                    new() { Value = time.GetUtcNow() },
                    new() { Value = max },
                },
            }
        );
        batch.BatchCommands.Add(
            new("select exists (select from conversations.members where session_id = $1 and user_id = $2)")
            {
                Parameters =
                {
                    new() { Value = id.Value },
                    new() { Value = userId },
                },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && reader.GetBoolean(0);
    }

    public async Task<bool> IsMemberAsync(SessionId id, string userId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "select exists (select from conversations.members where session_id = $1 and user_id = $2)"
        );
        command.Parameters.Add(new() { Value = id.Value });
        command.Parameters.Add(new() { Value = userId });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static async Task<Session?> SecondAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    private static async Task<Session?> SingleAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    private static Session Read(NpgsqlDataReader row) =>
        new()
        {
            Id = new(row.GetGuid(0)),
            Topic = row.IsDBNull(13) ? row.GetString(1) : SessionTitle.Of(row.GetString(13)),
            OwnerId = row.GetString(2),
            Room = row.IsDBNull(3) ? null : row.GetString(3),
            Status = EnumNames.Parse<SessionStatus>(row.GetString(4)),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(5),
            LastActivityAt = row.GetFieldValue<DateTimeOffset>(6),
            IsShared = row.GetBoolean(7),
            Policy = EnumNames.Parse<ReplyPolicy>(row.GetString(8)),
            Responder = NpgsqlHandoverStore.Read(row, 9),
            MetadataJson = row.IsDBNull(14) ? null : row.GetString(14),
        };
}
