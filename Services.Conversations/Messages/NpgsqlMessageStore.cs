using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Json;
using Services.Contracts.Messages;
using Services.Conversations.Sessions;

namespace Services.Conversations.Messages;

/// <summary>Messages in the schema <c>conversations</c>. Thread safe.</summary>
internal sealed class NpgsqlMessageStore(NpgsqlDataSource dataSource, TimeProvider time) : IMessageStore
{
    internal const string Columns =
        "id, session_id, ordinal, role, user_id, client_message_id, turn_id, content, metadata, status, created_at, "
        + "author_name, author_role, log_seq";

    /// <summary>What the broker has not confirmed is no part of the conversation: it may be refused, and nobody has seen it.</summary>
    internal const string IsAnnounced = "status <> 'accepted'";

    private const int MaxPending = 64;

    /// <summary>A message that was not handed to the broker by then never will be, unless its client sends it again.</summary>
    private static readonly TimeSpan AcceptanceTimeout = TimeSpan.FromSeconds(15);

    private const string NextOrdinal =
        "update conversations.sessions set next_ordinal = next_ordinal + 1, last_activity_at = $2 where id = $1";

    private const string TakeOrdinalIfActive = $"{NextOrdinal} and status = 'active' returning next_ordinal";

    public async Task<StoredMessage?> AcceptAsync(
        SessionId session,
        MessageAuthor author,
        string content,
        string? clientMessageId,
        long? logSeq,
        CancellationToken cancellationToken
    )
    {
        // The update locks the session's row, so of two racing repeats the second sees the first one's message. One that the broker did not
        // confirm takes its place anew: others may have come, and been answered, since.
        await using var command = dataSource.CreateCommand(
            $"""
            with place as ({TakeOrdinalIfActive}, responder)
            insert into conversations.messages as messages
                (id, session_id, ordinal, role, user_id, client_message_id, turn_id, content, status, created_at,
                 author_name, author_role, log_seq)
            select $3, $1, next_ordinal, 'user', $4, $5, $6, $7,
                case when responder = 'person' or $9 = 'staff' then 'noted' else 'accepted' end, $2, $8, $9, $10
            from place
            on conflict (session_id, user_id, client_message_id) where client_message_id is not null
                do update set ordinal = excluded.ordinal, created_at = excluded.created_at where messages.status = 'accepted'
            returning {Columns}
            """
        );
        command.Parameters.Add(new() { Value = session.Value });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        var id = MessageId.New();
        command.Parameters.Add(new() { Value = id.Value });
        command.Parameters.Add(new() { Value = author.UserId });
        command.Parameters.Add(new() { Value = (object?)clientMessageId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = TurnId.New().Value });
        command.Parameters.Add(new() { Value = content });
        command.Parameters.Add(new() { Value = author.Name });
        command.Parameters.Add(new() { Value = EnumNames.Of(author.Role) });
        command.Parameters.Add(new() { Value = (object?)logSeq ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        if (await SingleAsync(command, cancellationToken) is { } stored)
        {
            return stored with { IsRepeat = stored.Id != id };
        }

        if (clientMessageId is not null && await FindAsync(session, author.UserId, clientMessageId, cancellationToken) is { } first)
        {
            return first with { IsRepeat = true };
        }

        return await ExistsAsync(session, cancellationToken) ? null : throw new UnknownSessionException(session);
    }

    public async Task<StoredMessage?> FindAsync(
        SessionId session,
        string userId,
        string clientMessageId,
        CancellationToken cancellationToken
    )
    {
        await using var command = dataSource.CreateCommand(
            $"""
            select {Columns} from conversations.messages where session_id = $1 and user_id = $2 and client_message_id = $3
                and exists (select from conversations.sessions where id = $1 and status = 'active')
            """
        );
        command.Parameters.Add(new() { Value = session.Value });
        command.Parameters.Add(new() { Value = userId });
        command.Parameters.Add(new() { Value = clientMessageId });
        return await SingleAsync(command, cancellationToken);
    }

    public async Task AddContextAsync(SessionId session, IReadOnlyList<ContextMessage> context, CancellationToken cancellationToken)
    {
        if (context.Count == 0)
        {
            return;
        }

        await using var command = dataSource.CreateCommand(
            """
            with place as (
                update conversations.sessions set next_ordinal = next_ordinal + cardinality($3::uuid[]), last_activity_at = $2 where id = $1
                returning next_ordinal - cardinality($3::uuid[]) as base)
            insert into conversations.messages
                (id, session_id, ordinal, role, user_id, client_message_id, turn_id, content, status, created_at)
            select note.id, $1, base + note.place, 'user', note.user_id, note.client_id, note.id, note.content, 'noted', $2
            from place,
                unnest($3::uuid[], $4::text[], $5::text[], $6::text[]) with ordinality as note (id, user_id, content, client_id, place)
            on conflict (session_id, user_id, client_message_id) where client_message_id is not null do nothing
            """
        );
        command.Parameters.Add(new() { Value = session.Value });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        command.Parameters.Add(new() { Value = context.Select(_ => MessageId.New().Value).ToArray() });
        command.Parameters.Add(new() { Value = context.Select(message => message.UserId).ToArray() });
        command.Parameters.Add(new() { Value = context.Select(message => message.Content).ToArray() });
        command.Parameters.Add(new() { Value = context.Select(message => message.ClientMessageId).ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<StoredMessage>> PendingAsync(
        SessionId session,
        long beforeOrdinal,
        TimeSpan horizon,
        CancellationToken cancellationToken
    )
    {
        await using var command = dataSource.CreateCommand(
            $"""
            select {Columns} from conversations.messages
            where session_id = $1 and ordinal < $2 and role = 'user'
                and ((status = 'queued' and created_at > $3) or (status = 'accepted' and created_at > $4))
            order by ordinal limit {MaxPending}
            """
        );
        var now = time.GetUtcNow();
        command.Parameters.Add(new() { Value = session.Value });
        command.Parameters.Add(new() { Value = beforeOrdinal });
        command.Parameters.Add(new() { Value = now - horizon });
        command.Parameters.Add(new() { Value = now - AcceptanceTimeout });
        return await AllAsync(command, cancellationToken);
    }

    public async Task WithdrawAsync(MessageId message, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("delete from conversations.messages where id = $1 and status = 'accepted'");
        command.Parameters.Add(new() { Value = message.Value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task MarkQueuedAsync(MessageId message, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "update conversations.messages set status = 'queued' where id = $1 and status = 'accepted'"
        );
        command.Parameters.Add(new() { Value = message.Value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<long?> NextOrdinalAsync(SessionId session, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(TakeOrdinalIfActive);
        command.Parameters.Add(new() { Value = session.Value });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        if (await command.ExecuteScalarAsync(cancellationToken) is long ordinal)
        {
            return ordinal;
        }

        return await ExistsAsync(session, cancellationToken) ? null : throw new UnknownSessionException(session);
    }

    public async Task<bool> SaveReplyAsync(
        SessionId session,
        TurnId turn,
        MessageId answers,
        string content,
        ReplyMetadata metadata,
        MessageStatus status,
        CancellationToken cancellationToken
    )
    {
        // The reply of a turn that has one takes no ordinal; of two at once the second finds the first one's in its way.
        await using var command = dataSource.CreateCommand(
            $"""
            with place as (
                {NextOrdinal} and not exists (select from conversations.messages where turn_id = $3 and role = 'assistant')
                returning next_ordinal),
            saved as (
                insert into conversations.messages (id, session_id, ordinal, role, turn_id, content, metadata, status, created_at)
                select $3, $1, next_ordinal, 'assistant', $3, $4, $5, $6, $2 from place
                on conflict do nothing
                returning id),
            answered as (
                update conversations.messages set status = 'answered'
                where id = $7 and role = 'user' and exists (select from saved))
            select exists (select from saved)
            """
        );
        command.Parameters.Add(new() { Value = session.Value });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        command.Parameters.Add(new() { Value = turn.Value });
        command.Parameters.Add(new() { Value = content });
        command.Parameters.Add(
            new() { Value = JsonSerializer.Serialize(metadata, ContractsJson.Default.ReplyMetadata), NpgsqlDbType = NpgsqlDbType.Jsonb }
        );
        command.Parameters.Add(new() { Value = EnumNames.Of(status) });
        command.Parameters.Add(new() { Value = answers.Value });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    public async Task SetStatusAsync(MessageId message, MessageStatus status, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("update conversations.messages set status = $2 where id = $1 and role = 'user'");
        command.Parameters.Add(new() { Value = message.Value });
        command.Parameters.Add(new() { Value = EnumNames.Of(status) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task RedactAsync(MessageId message, string content, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("update conversations.messages set content = $2 where id = $1");
        command.Parameters.Add(new() { Value = message.Value });
        command.Parameters.Add(new() { Value = content });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task SaveEvaluationAsync(
        TurnId turn,
        IReadOnlyDictionary<string, double> scores,
        IReadOnlyList<string> flags,
        CancellationToken cancellationToken
    )
    {
        await using var command = dataSource.CreateCommand(
            """
            update conversations.messages
            set metadata = coalesce(metadata, '{}') || jsonb_build_object('evaluation', $2, 'evaluationFlags', $3)
            where turn_id = $1 and role = 'assistant'
            """
        );
        command.Parameters.Add(new() { Value = turn.Value });
        command.Parameters.Add(
            new()
            {
                Value = JsonSerializer.Serialize(scores, StoreJson.Default.IReadOnlyDictionaryStringDouble),
                NpgsqlDbType = NpgsqlDbType.Jsonb,
            }
        );
        command.Parameters.Add(
            new() { Value = JsonSerializer.Serialize(flags, StoreJson.Default.IReadOnlyListString), NpgsqlDbType = NpgsqlDbType.Jsonb }
        );
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<StoredMessage>> ListAsync(
        SessionId session,
        long? beforeOrdinal,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var command = dataSource.CreateCommand(
            $"""
            select {Columns} from conversations.messages
            where session_id = $1 and ordinal < $2 and {IsAnnounced} order by ordinal desc limit $3
            """
        );
        command.Parameters.Add(new() { Value = session.Value });
        command.Parameters.Add(new() { Value = beforeOrdinal ?? long.MaxValue });
        command.Parameters.Add(new() { Value = limit });
        var messages = await AllAsync(command, cancellationToken);
        messages.Reverse();
        return messages;
    }

    private async Task<bool> ExistsAsync(SessionId session, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select exists (select from conversations.sessions where id = $1)");
        command.Parameters.Add(new() { Value = session.Value });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static async Task<List<StoredMessage>> AllAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await AllAsync(reader, cancellationToken);
    }

    /// <summary>The messages of a result with <see cref="Columns"/>.</summary>
    internal static async Task<List<StoredMessage>> AllAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var messages = new List<StoredMessage>();
        while (await reader.ReadAsync(cancellationToken))
        {
            messages.Add(Read(reader));
        }

        return messages;
    }

    private static async Task<StoredMessage?> SingleAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    private static StoredMessage Read(NpgsqlDataReader row) =>
        new()
        {
            Id = new(row.GetGuid(0)),
            SessionId = new(row.GetGuid(1)),
            Ordinal = row.GetInt64(2),
            Role = EnumNames.Parse<MessageRole>(row.GetString(3)),
            UserId = row.IsDBNull(4) ? null : row.GetString(4),
            ClientMessageId = row.IsDBNull(5) ? null : row.GetString(5),
            TurnId = new(row.GetGuid(6)),
            Content = row.GetString(7),
            Metadata = row.IsDBNull(8) ? null : Json(row.GetString(8)),
            Status = EnumNames.Parse<MessageStatus>(row.GetString(9)),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(10),
            AuthorName = row.IsDBNull(11) ? null : row.GetString(11),
            AuthorRole = row.IsDBNull(12) ? null : EnumNames.Parse<AuthorRole>(row.GetString(12)),
            LogSeq = row.IsDBNull(13) ? null : row.GetInt64(13),
        };

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
