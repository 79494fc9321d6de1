using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Topology;
using StackExchange.Redis;

namespace Services.Conversations.EventLog;

/// <summary>The event log on Redis streams. Thread safe; keeps to the client API that StackExchange.Redis 1.2 and 2.x share.</summary>
internal sealed class RedisSessionEventLog(
    IConnectionMultiplexer redis, IOptions<SessionEventLogOptions> options, TimeProvider time, ILoggerFactory loggers) : ISessionEventLog
{
    private readonly SessionEventLogOptions _settings = options.Value;
    private readonly RedisCalls _calls = new(redis, options.Value.Timeout, time);

    public async Task<long> AppendAsync(SessionId session, IReadOnlyList<SessionEvent> events, CancellationToken cancellationToken)
    {
        var outcome = await WriteAsync(session, null, AppendScript.Events, 0, events, cancellationToken);
        return outcome.LastSeq;
    }

    public Task<ChunkAppend> AppendChunksAsync(SessionId session, TurnId turn, IReadOnlyList<MessageChunk> chunks, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(chunks.Count);
        for (var i = 1; i < chunks.Count; i++)
        {
            if (chunks[i].ChunkIndex != chunks[0].ChunkIndex + i) throw new ArgumentException("Chunk indexes must be consecutive.", nameof(chunks));
        }

        return WriteAsync(session, turn, AppendScript.Chunks, chunks[0].ChunkIndex, chunks, cancellationToken);
    }

    public async Task<bool> AppendFinalAsync(SessionId session, TurnId turn, IReadOnlyList<SessionEvent> events, CancellationToken cancellationToken)
    {
        var outcome = await WriteAsync(session, turn, AppendScript.Final, 0, events, cancellationToken);
        return outcome.Appended;
    }

    public async Task<ReplyState> ReadReplyAsync(SessionId session, TurnId turn, CancellationToken cancellationToken)
    {
        using var activity = EventLogTelemetry.Start("HGETALL", session);
        var fields = await _calls.RunAsync(db => db.HashGetAllAsync(RedisKeys.Reply(session, turn)), activity, cancellationToken);
        var byName = fields.ToDictionary(f => f.Name.ToString(), f => f.Value.ToString(), StringComparer.Ordinal);
        var next = byName.TryGetValue("next", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        var chunks = new List<string>(next);
        for (var i = 0; i < next; i++) chunks.Add(byName[string.Create(CultureInfo.InvariantCulture, $"{AppendScript.ChunkField}{i}")]);
        return new ReplyState(chunks, byName.ContainsKey("ended"));
    }

    public async Task<IReadOnlyList<LogEntry>> ReadAsync(SessionId session, long after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        using var activity = EventLogTelemetry.Start("XRANGE", session);
        RedisKey key = RedisKeys.Events(session);
        var from = string.Create(CultureInfo.InvariantCulture, $"{after + 1}-0");
        var result = await _calls.RunAsync(db => db.ExecuteAsync("XRANGE", key, from, "+", "COUNT", limit), activity, cancellationToken);
        var entries = ((RedisResult[]?)result ?? []).Select(StreamEntry).ToList();
        activity?.SetTag("db.response.returned_rows", entries.Count);
        return entries;
    }

    public async Task<IAsyncDisposable> SubscribeAsync(SessionId session, Action<LogEntry> handler, CancellationToken cancellationToken)
    {
        var subscription = new LogSubscription(this, redis, session, handler, _settings, time, loggers.CreateLogger<LogSubscription>());
        try
        {
            await subscription.StartAsync(cancellationToken);
            return subscription;
        }
        catch
        {
            await subscription.DisposeAsync();
            throw;
        }
    }

    /// <summary>The last sequence number given out, 0 before the first.</summary>
    internal async Task<long> LastSeqAsync(SessionId session, CancellationToken cancellationToken)
    {
        var value = await _calls.RunAsync(db => db.StringGetAsync(RedisKeys.Sequence(session)), null, cancellationToken);
        return value.IsNull ? 0 : (long)value;
    }

    private async Task<ChunkAppend> WriteAsync(
        SessionId session, TurnId? turn, string mode, int index, IReadOnlyList<SessionEvent> events, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(events.Count);
        using var activity = EventLogTelemetry.Start("XADD", session);
        activity?.SetTag("db.operation.batch.size", events.Count);
        RedisKey[] keys = [RedisKeys.Events(session), RedisKeys.Sequence(session), turn is { } t ? RedisKeys.Reply(session, t) : RedisKeys.Sequence(session)];
        var values = Arguments(session, mode, index, events, Activity.Current?.Id ?? "");
        var result = await _calls.RunAsync(db => EvaluateAsync(db, keys, values), activity, cancellationToken);
        var parts = (RedisResult[]?)result ?? throw new InvalidOperationException("The append script returned nothing.");
        var outcome = new ChunkAppend((int)parts[0] == 1, (int)parts[1], (long)parts[2]);
        activity?.SetTag("switchboard.log.seq", outcome.LastSeq);
        return outcome;
    }

    private RedisValue[] Arguments(SessionId session, string mode, int index, IReadOnlyList<SessionEvent> events, string traceParent)
    {
        var values = new List<RedisValue>(6 + (4 * events.Count))
        {
            RedisKeys.Channel(session), _settings.Capacity,
            (long)_settings.Retention.TotalMilliseconds, (long)_settings.SequenceRetention.TotalMilliseconds, mode, index,
        };
        foreach (var e in events)
        {
            values.Add(e.Name);
            values.Add(EventFrame.OpenPayload(e));
            values.Add(traceParent);
            values.Add(e is MessageChunk chunk ? chunk.Content : "");
        }

        return [.. values];
    }

    private static async Task<RedisResult> EvaluateAsync(IDatabase db, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            return await db.ScriptEvaluateAsync(AppendScript.Text, keys, values);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            // The server was restarted and forgot the script; the client loads it again on the next call. Nothing has run yet.
            return await db.ScriptEvaluateAsync(AppendScript.Text, keys, values);
        }
    }

    private static LogEntry StreamEntry(RedisResult entry)
    {
        var parts = (RedisResult[])entry!;
        var id = parts[0].ToString()!;
        var fields = (RedisResult[])parts[1]!;
        var trace = fields[5].ToString();
        return new LogEntry(
            long.Parse(id.AsSpan(0, id.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture),
            fields[1].ToString()!, (byte[])fields[3]!, string.IsNullOrEmpty(trace) ? null : trace);
    }
}
