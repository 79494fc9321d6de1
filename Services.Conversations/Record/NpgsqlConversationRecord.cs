using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Services.Contracts.Agents;
using Services.Contracts.Ids;
using Services.Contracts.Json;
using Services.Contracts.Messages;
using Services.Contracts.Turns;
using Services.Conversations.Approvals;
using Services.Conversations.Handovers;
using Services.Conversations.Messages;
using Services.Conversations.StaffApprovals;

namespace Services.Conversations.Record;

/// <summary>The record in the schema <c>conversations</c>. Thread safe.</summary>
internal sealed class NpgsqlConversationRecord(NpgsqlDataSource dataSource, TimeProvider time) : IConversationRecord
{
    private const int MaxCalls = 200;
    private const int MaxQuestions = 50;
    private const int MaxHandovers = 50;
    private const int MaxExported = 100_000;
    private const string CallColumns = "turn_id, session_id, call_id, tool, arguments, result, refusal, effect";

    // Whoever commits an effect of a turn and whoever ends it do so one after the other.
    private const string Lock = "select pg_advisory_xact_lock(hashtextextended($1::text, 1))";

    // An erasure that is just being made is waited for, and then seen; it waits for who came before it.
    private const string Hold = "select from conversations.sessions where id = $1 for key share";

    public async Task<bool> TryAddAsync(NpgsqlTransaction transaction, RecordedCall made, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction)
        {
            BatchCommands =
            {
                new(Lock) { Parameters = { new() { Value = made.TurnId.Value } } },
                new(Hold) { Parameters = { new() { Value = made.SessionId.Value } } },
                Insert(made.SessionId, made.TurnId, [made]),
                new(
                    """
                    select exists (select from conversations.turn_ends where turn_id = $1)
                        or exists (select from conversations.erasures where session_id = $2)
                    """
                )
                {
                    Parameters =
                    {
                        new() { Value = made.TurnId.Value },
                        new() { Value = made.SessionId.Value },
                    },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return !reader.GetBoolean(0);
    }

    public async Task<IReadOnlyList<RecordedCall>> EndAsync(
        SessionId session,
        TurnId turn,
        TurnOutcome outcome,
        IReadOnlyList<RecordedCall> calls,
        CancellationToken cancellationToken
    )
    {
        // A batch is one transaction, so the lock is held to its end.
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(new(Lock) { Parameters = { new() { Value = turn.Value } } });
        batch.BatchCommands.Add(new(Hold) { Parameters = { new() { Value = session.Value } } });
        batch.BatchCommands.Add(Insert(session, turn, calls));
        batch.BatchCommands.Add(
            new(
                """
                insert into conversations.turn_ends (turn_id, session_id, outcome, ended_at)
                select $1, $2, $3, $4 where not exists (select from conversations.erasures where session_id = $2)
                on conflict (turn_id) do nothing
                """
            )
            {
                Parameters =
                {
                    new() { Value = turn.Value },
                    new() { Value = session.Value },
                    new() { Value = EnumNames.Of(outcome) },
                    new() { Value = time.GetUtcNow() },
                },
            }
        );
        batch.BatchCommands.Add(
            new($"select {CallColumns} from conversations.tool_calls where turn_id = $1 order by place")
            {
                Parameters = { new() { Value = turn.Value } },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await CallsAsync(reader, cancellationToken);
    }

    public async Task ReopenAsync(TurnId turn, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("delete from conversations.turn_ends where turn_id = $1");
        command.Parameters.Add(new() { Value = turn.Value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task<ConversationRecord> ReadAsync(SessionId session, int limit, CancellationToken cancellationToken) =>
        ReadAsync(session, limit, MaxCalls, MaxQuestions, MaxHandovers, cancellationToken);

    public Task<ConversationRecord> ReadAllAsync(SessionId session, CancellationToken cancellationToken) =>
        ReadAsync(session, MaxExported, MaxExported, MaxExported, MaxExported, cancellationToken);

    private async Task<ConversationRecord> ReadAsync(
        SessionId session,
        int limit,
        int maxCalls,
        int maxQuestions,
        int maxHandovers,
        CancellationToken cancellationToken
    )
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(
            new(
                $"""
                select {NpgsqlMessageStore.Columns} from conversations.messages
                where session_id = $1 and {NpgsqlMessageStore.IsAnnounced} order by ordinal desc limit $2
                """
            )
            {
                Parameters =
                {
                    new() { Value = session.Value },
                    new() { Value = limit },
                },
            }
        );
        batch.BatchCommands.Add(
            new($"select {CallColumns} from conversations.tool_calls where session_id = $1 order by place desc limit {maxCalls}")
            {
                Parameters = { new() { Value = session.Value } },
            }
        );
        batch.BatchCommands.Add(
            new(
                $"""
                select asked.turn_id, call, statement, asked.status, resolved_by,
                    staff.status, staff.turn_id, staff.decided_name, staff.reason, staff.decided_at
                from conversations.approvals as asked left join conversations.staff_approvals as staff using (approval_id)
                where asked.session_id = $1 order by created_at desc limit {maxQuestions}
                """
            )
            {
                Parameters = { new() { Value = session.Value } },
            }
        );
        batch.BatchCommands.Add(
            new(
                $"""
                select change, user_id, name, role, note, made_at from conversations.handovers
                where session_id = $1 order by place desc limit {maxHandovers}
                """
            )
            {
                Parameters = { new() { Value = session.Value } },
            }
        );
        batch.BatchCommands.Add(
            new($"select {NpgsqlHandoverStore.Columns}, metadata::text from conversations.sessions where id = $1")
            {
                Parameters = { new() { Value = session.Value } },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var messages = await NpgsqlMessageStore.AllAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var calls = await CallsAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var questions = await QuestionsAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var handovers = await HandoversAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var exists = await reader.ReadAsync(cancellationToken);
        var responder = exists ? NpgsqlHandoverStore.Read(reader, 0) : Responder.Assistant;
        var metadata = exists && !reader.IsDBNull(4) ? reader.GetString(4) : null;
        messages.Reverse();
        calls.Reverse();
        questions.Reverse();
        handovers.Reverse();
        return new ConversationRecord(messages, calls, questions, handovers, responder) { IsErased = !exists, MetadataJson = metadata };
    }

    /// <summary>What is there already keeps its content, and takes its place among the others.</summary>
    private NpgsqlBatchCommand Insert(SessionId session, TurnId turn, IReadOnlyList<RecordedCall> calls) =>
        new(
            """
            insert into conversations.tool_calls (turn_id, call_id, session_id, tool, arguments, result, refusal, effect, made_at)
            select $1, call.id, $2, call.tool, call.arguments::json, call.result::json, call.refusal, call.effect, $3
            from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[]) with ordinality
                as call (id, tool, arguments, result, refusal, effect, place)
            where not exists (select from conversations.erasures where session_id = $2)
            order by call.place
            on conflict (turn_id, call_id) do update set place = default
            """
        )
        {
            Parameters =
            {
                new() { Value = turn.Value },
                new() { Value = session.Value },
                new() { Value = time.GetUtcNow() },
                Texts(calls.Select(static call => call.Call.CallId)),
                Texts(calls.Select(static call => call.Call.Name)),
                Texts(calls.Select(static call => call.Call.Arguments.GetRawText())),
                Texts(calls.Select(static call => call.Result.Result.GetRawText())),
                Texts(calls.Select(static call => call.Result.IsError ? EnumNames.Of(call.Result.Refusal ?? RefusalKind.Refused) : null)),
                Texts(calls.Select(static call => call.Result.Effect)),
            },
        };

    private static NpgsqlParameter Texts(IEnumerable<string?> values) =>
        new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static async Task<List<RecordedCall>> CallsAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var calls = new List<RecordedCall>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var (id, tool) = (reader.GetString(2), reader.GetString(3));
            calls.Add(
                new RecordedCall
                {
                    TurnId = new(reader.GetGuid(0)),
                    SessionId = new(reader.GetGuid(1)),
                    Call = new ToolCall
                    {
                        CallId = id,
                        Name = tool,
                        Arguments = JsonElement.Parse(reader.GetString(4)),
                    },
                    Result = new ToolResult
                    {
                        CallId = id,
                        Name = tool,
                        Result = JsonElement.Parse(reader.GetString(5)),
                        IsError = !reader.IsDBNull(6),
                        Refusal = reader.IsDBNull(6) ? null : EnumNames.Parse<RefusalKind>(reader.GetString(6)),
                        Effect = reader.IsDBNull(7) ? null : reader.GetString(7),
                    },
                }
            );
        }

        return calls;
    }

    private static async Task<List<RecordedHandover>> HandoversAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var handovers = new List<RecordedHandover>();
        while (await reader.ReadAsync(cancellationToken))
        {
            handovers.Add(
                new RecordedHandover(
                    EnumNames.Parse<HandoverChange>(reader.GetString(0)),
                    new MessageAuthor(reader.GetString(1), reader.GetString(2), EnumNames.Parse<AuthorRole>(reader.GetString(3))),
                    reader.IsDBNull(4) ? null : reader.GetString(4),
                    reader.GetFieldValue<DateTimeOffset>(5)
                )
            );
        }

        return handovers;
    }

    private static async Task<List<RecordedQuestion>> QuestionsAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var questions = new List<RecordedQuestion>();
        while (await reader.ReadAsync(cancellationToken))
        {
            questions.Add(
                new RecordedQuestion(
                    new(reader.GetGuid(0)),
                    JsonSerializer.Deserialize(reader.GetString(1), ContractsJson.Default.ToolCall)!,
                    reader.GetString(2),
                    EnumNames.Parse<ApprovalStatus>(reader.GetString(3)),
                    reader.IsDBNull(4) ? null : new TurnId(reader.GetGuid(4))
                )
                {
                    Staff = reader.IsDBNull(5)
                        ? null
                        : new RecordedStaffApproval(
                            EnumNames.Parse<StaffApprovalStatus>(reader.GetString(5)),
                            new TurnId(reader.GetGuid(6)),
                            reader.IsDBNull(7) ? null : reader.GetString(7),
                            reader.IsDBNull(8) ? null : reader.GetString(8),
                            reader.IsDBNull(9) ? null : reader.GetFieldValue<DateTimeOffset>(9)
                        ),
                }
            );
        }

        return questions;
    }
}
