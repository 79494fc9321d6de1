using System.Data;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Services.Agents.Offline.Rendering;
using Services.Agents.Tools.Calls;
using Services.Contracts.Agents;
using Services.Conversations.Handovers;
using Services.Conversations.Record;

namespace Services.Agents.Tools.Writes;

/// <summary>
/// Carries writes out, each once: the effect, its result under an idempotency key, and the entry in the conversation's record commit
/// together, and a repeat, also one at the same time, returns what was recorded. Refusals are not recorded, for they change nothing; and
/// nothing is changed in the name of a turn that has ended.
/// </summary>
internal sealed class WriteExecutor(NpgsqlDataSource source, IConversationRecord record, IHandoverStore handovers, TimeProvider time)
{
    /// <summary>Tries a write and undoes it: says whether it would be refused, and what it would do.</summary>
    public async Task<WriteOutcome> DryRunAsync(IWriteCommand command, ToolScope scope, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        return await command.ApplyAsync(Context(connection, scope), cancellationToken);
    }

    /// <summary>True when the write was made already.</summary>
    public async Task<bool> IsMadeAsync(ToolCall call, ToolScope scope, CancellationToken cancellationToken)
    {
        var key = KeyOf(call, scope);
        await using var command = source.CreateCommand(
            "select exists (select from agents.tool_executions where scope = $1 and tool = $2 and arguments_hash = $3)"
        );
        command.Parameters.Add(new() { Value = key.Scope });
        command.Parameters.Add(new() { Value = key.Tool });
        command.Parameters.Add(new() { Value = key.Hash });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>
    /// Makes a write, or returns the result of its first time. <paramref name="objection"/> sees what it does before anything is committed;
    /// with a sentence it refuses it.
    /// </summary>
    public async Task<WriteOutcome> ExecuteAsync(
        IWriteCommand command,
        ToolCall call,
        ToolScope scope,
        Func<WriteOutcome, string?> objection,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);

        var key = KeyOf(call, scope);
        if (!await ClaimAsync(connection, key, cancellationToken))
        {
            return WriteOutcome.Succeeded(await ReadResultAsync(connection, key, cancellationToken), "");
        }

        var outcome = await command.ApplyAsync(Context(connection, scope), cancellationToken);
        if (outcome.Refusal is not null)
        {
            return outcome;
        }

        if (objection(outcome) is { } sentence)
        {
            return WriteOutcome.Refused(sentence);
        }

        await RecordAsync(connection, key, outcome.Result, cancellationToken);
        if (!await record.TryAddAsync(transaction, Recorded(call, outcome, scope), cancellationToken))
        {
            return WriteOutcome.Refused("The conversation has gone on without this; nothing was changed.");
        }

        await transaction.CommitAsync(cancellationToken);
        return outcome;
    }

    // The caller is part of the key: what was recorded for one is never returned to another.
    private static IdempotencyKey KeyOf(ToolCall call, ToolScope scope) =>
        IdempotencyKey.Of($"{scope.IdempotencyScope}/{scope.Caller.UserId}", call.Name, call.Arguments);

    private static RecordedCall Recorded(ToolCall call, WriteOutcome outcome, ToolScope scope) =>
        new()
        {
            SessionId = scope.SessionId,
            TurnId = scope.TurnId,
            Call = call,
            Result = new ToolResult
            {
                CallId = call.CallId,
                Name = call.Name,
                Result = outcome.Result,
                Effect = EffectText.Of(call.Name, outcome.Result),
            },
        };

    private WriteContext Context(NpgsqlConnection connection, ToolScope scope) =>
        new(connection, scope.Caller, scope.SessionId, handovers, time.GetUtcNow());

    /// <summary>True for the first; waits while another transaction holds the same key, and is false once that has committed.</summary>
    private async Task<bool> ClaimAsync(NpgsqlConnection connection, IdempotencyKey key, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into agents.tool_executions (scope, tool, arguments_hash, arguments, executed_at)
            values ($1, $2, $3, $4, $5) on conflict do nothing
            """,
            connection
        )
        {
            Parameters =
            {
                new() { Value = key.Scope },
                new() { Value = key.Tool },
                new() { Value = key.Hash },
                new() { Value = key.Arguments, NpgsqlDbType = NpgsqlDbType.Jsonb },
                new() { Value = time.GetUtcNow() },
            },
        };
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private static async Task<JsonElement> ReadResultAsync(
        NpgsqlConnection connection,
        IdempotencyKey key,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            "select result::text from agents.tool_executions where scope = $1 and tool = $2 and arguments_hash = $3",
            connection
        )
        {
            Parameters =
            {
                new() { Value = key.Scope },
                new() { Value = key.Tool },
                new() { Value = key.Hash },
            },
        };
        return JsonElement.Parse((string)(await command.ExecuteScalarAsync(cancellationToken))!);
    }

    private static async Task RecordAsync(
        NpgsqlConnection connection,
        IdempotencyKey key,
        JsonElement result,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            "update agents.tool_executions set result = $4 where scope = $1 and tool = $2 and arguments_hash = $3",
            connection
        )
        {
            Parameters =
            {
                new() { Value = key.Scope },
                new() { Value = key.Tool },
                new() { Value = key.Hash },
                new() { Value = result.GetRawText(), NpgsqlDbType = NpgsqlDbType.Json },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
