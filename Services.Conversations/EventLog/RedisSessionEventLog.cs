using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Topology;
using Services.Conversations.Messages;
using StackExchange.Redis;

namespace Services.Conversations.EventLog;

/// <summary>The event log on Redis streams. Thread safe.</summary>
internal sealed class RedisSessionEventLog(
    IConnectionMultiplexer redis,
    IOptions<SessionEventLogOptions> options,
    TimeProvider time,
    ILoggerFactory loggers
) : ISessionEventLog, IAsyncDisposable
{
    private const int FewBatches = 16;

    private readonly SessionEventLogOptions _settings = options.Value;
    private readonly Lock _gate = new();
    private readonly HashSet<LogSubscription> _subscriptions = [];
    private bool _isWatching;
    private readonly RedisCalls _calls = new(redis, options.Value.Timeout, time);
    private readonly LogBeginnings _beginnings = new(redis, options.Value.SequenceRetention, loggers.CreateLogger<LogBeginnings>());

    public void Begin(SessionId session) => _beginnings.Begin(session);

    public ValueTask DisposeAsync() => _beginnings.DisposeAsync();

    public async Task<long> AppendAsync(SessionId session, IReadOnlyList<SessionEvent> events, CancellationToken cancellationToken)
    {
        var outcome = await WriteAsync(session, null, AppendScript.Events, 0, events, cancellationToken);
        return outcome.LastSeq;
    }

    public Task<ChunkAppend> AppendChunksAsync(
        SessionId session,
        TurnId turn,
        IReadOnlyList<MessageChunk> chunks,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfZero(chunks.Count);
        for (var i = 1; i < chunks.Count; i++)
        {
            if (chunks[i].ChunkIndex != chunks[0].ChunkIndex + i)
            {
                throw new ArgumentException("Chunk indexes must be consecutive.", nameof(chunks));
            }
        }

        return WriteAsync(session, turn, AppendScript.Chunks, chunks[0].ChunkIndex, chunks, cancellationToken);
    }

    public async Task<FinalAppend> AppendFinalAsync(
        SessionId session,
        TurnId turn,
        IReadOnlyList<SessionEvent> events,
        CancellationToken cancellationToken
    )
    {
        var outcome = await WriteAsync(session, turn, AppendScript.Final, 0, events, cancellationToken);
        return new FinalAppend(outcome.Appended, outcome.LastSeq);
    }

    public Task AppendProgressAsync(SessionId session, AssistantThinking progress, CancellationToken cancellationToken) =>
        WriteAsync(session, null, AppendScript.Progress, 0, [progress], cancellationToken);

    public async Task<FinalAppend> AppendMessageAsync(SessionId session, UserMessage message, CancellationToken cancellationToken)
    {
        var fence = new TurnId(message.MessageId.Value);
        var outcome = await WriteAsync(session, fence, AppendScript.Once, 0, [message], cancellationToken);
        return new FinalAppend(outcome.Appended, outcome.LastSeq);
    }

    public Task AppendHandoverAsync(
        SessionId session,
        IReadOnlyList<SessionEvent> events,
        bool toPerson,
        CancellationToken cancellationToken
    ) => WriteAsync(session, null, toPerson ? AppendScript.Claim : AppendScript.Resume, 0, events, cancellationToken);

    public Task AppendLastAsync(SessionId session, IReadOnlyList<SessionEvent> events, CancellationToken cancellationToken) =>
        WriteAsync(session, null, AppendScript.Last, 0, events, cancellationToken);

    public async Task<bool> IsSilentAsync(SessionId session, CancellationToken cancellationToken)
    {
        using var activity = EventLogTelemetry.Start("EXISTS", session);
        return await _calls.RunAsync(db => db.KeyExistsAsync(RedisKeys.Silence(session)), activity, cancellationToken);
    }

    public async Task ReopenReplyAsync(SessionId session, TurnId turn, CancellationToken cancellationToken)
    {
        using var activity = EventLogTelemetry.Start("HDEL", session);
        await _calls.RunAsync(
            db => db.HashDeleteAsync(RedisKeys.Reply(session, turn), AppendScript.EndedField),
            activity,
            cancellationToken
        );
    }

    public async Task<ReplyState> ReadReplyAsync(SessionId session, TurnId turn, CancellationToken cancellationToken)
    {
        using var activity = EventLogTelemetry.Start("HGETALL", session);
        var fields = await _calls.RunAsync(db => db.HashGetAllAsync(RedisKeys.Reply(session, turn)), activity, cancellationToken);
        var byIndex = new SortedDictionary<int, IReadOnlyList<string>>();
        foreach (var field in fields)
        {
            if (
                int.TryParse(
                    field.Name.ToString().AsSpan(AppendScript.ChunkField.Length),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var index
                )
            )
            {
                byIndex.Add(index, JsonSerializer.Deserialize((byte[])field.Value!, StoreJson.Default.IReadOnlyListString)!);
            }
        }

        return new ReplyState(
            [.. byIndex.Values.SelectMany(contents => contents)],
            fields.Any(field => field.Name == AppendScript.EndedField)
        );
    }

    public async Task<bool> RestoreReplyAsync(
        SessionId session,
        TurnId turn,
        int from,
        IReadOnlyList<string> contents,
        CancellationToken cancellationToken
    )
    {
        using var activity = EventLogTelemetry.Start("HSET", session);
        RedisKey[] keys = [RedisKeys.Reply(session, turn)];
        RedisValue[] values =
        [
            from,
            contents.Count,
            JsonSerializer.SerializeToUtf8Bytes(contents, StoreJson.Default.IReadOnlyListString),
            (long)_settings.Retention.TotalMilliseconds,
        ];
        return (bool)await _calls.RunAsync(db => db.ScriptEvaluateAsync(ReplyScript.Restore, keys, values), activity, cancellationToken);
    }

    public async Task<int> NextChunkIndexAsync(SessionId session, TurnId turn, CancellationToken cancellationToken)
    {
        using var activity = EventLogTelemetry.Start("HGET", session);
        var next = await _calls.RunAsync(
            db => db.HashGetAsync(RedisKeys.Reply(session, turn), AppendScript.NextField),
            activity,
            cancellationToken
        );
        return next.IsNull ? 0 : (int)next;
    }

    public async Task<long> LastSeqAsync(SessionId session, CancellationToken cancellationToken)
    {
        var value = await _calls.RunAsync(db => db.StringGetAsync(RedisKeys.Sequence(session)), null, cancellationToken);
        return value.IsNull ? 0 : (long)value;
    }

    public async Task<IReadOnlyList<LogEntry>> ReadAsync(SessionId session, long after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        if (after == long.MaxValue)
        {
            return [];
        }

        using var activity = EventLogTelemetry.Start("XRANGE", session);
        RedisKey key = RedisKeys.Events(session);
        var entries = new List<LogEntry>();
        var batches = Math.Min(limit, FewBatches);
        while (true)
        {
            var last = entries.Count == 0 ? after : entries[^1].Seq;
            var from = string.Create(CultureInfo.InvariantCulture, $"{last + 1}-0");
            var result = await _calls.RunAsync(db => db.StreamRangeAsync(key, from, count: batches), activity, cancellationToken);
            foreach (var batch in result)
            {
                Decode(batch, after, entries);
            }

            if (result.Length < batches || entries.Count >= limit)
            {
                break;
            }

            // Whether they hold one event each or hundreds, nobody knows before.
            batches = Math.Min(2 * batches, limit);
        }

        if (entries.Count > limit)
        {
            entries.RemoveRange(limit, entries.Count - limit);
        }

        activity?.SetTag("db.response.returned_rows", entries.Count);
        return entries;
    }

    public async Task EraseAsync(SessionId session, IReadOnlyList<TurnId> turns, CancellationToken cancellationToken)
    {
        using var activity = EventLogTelemetry.Start("DEL", session);
        RedisKey[] keys =
        [
            RedisKeys.Events(session),
            RedisKeys.Presence(session),
            RedisKeys.RoomLog(session),
            .. turns.Select(turn => RedisKeys.Reply(session, turn)),
        ];
        await _calls.RunAsync(db => db.KeyDeleteAsync(keys), activity, cancellationToken);
    }

    public async Task<ILogSubscription> SubscribeAsync(SessionId session, ILogSubscriber subscriber, CancellationToken cancellationToken)
    {
        var subscription = new LogSubscription(this, session, subscriber);
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

    internal IConnectionMultiplexer Redis => redis;

    internal SessionEventLogOptions Settings => _settings;

    internal TimeProvider Time => time;

    internal ILogger SubscriptionLogger { get; } = loggers.CreateLogger<LogSubscription>();

    /// <summary>The subscription is told when the connection is a new one.</summary>
    internal void Add(LogSubscription subscription)
    {
        lock (_gate)
        {
            if (!_isWatching)
            {
                redis.ConnectionRestored += OnRestored;
                _isWatching = true;
            }

            _subscriptions.Add(subscription);
        }
    }

    internal void Remove(LogSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions.Remove(subscription);
        }
    }

    /// <summary>The last sequence number given out; if that is less than one that was seen, the next will be greater than both.</summary>
    internal async Task<long> RaiseSequenceAsync(SessionId session, long seen, CancellationToken cancellationToken)
    {
        RedisKey[] keys = [RedisKeys.Sequence(session)];
        RedisValue[] values = [seen, (long)_settings.SequenceRetention.TotalMilliseconds];
        return (long)await _calls.RunAsync(db => db.ScriptEvaluateAsync(SequenceScript.Raise, keys, values), null, cancellationToken);
    }

    private void OnRestored(object? sender, ConnectionFailedEventArgs e)
    {
        LogSubscription[] all;
        lock (_gate)
        {
            all = [.. _subscriptions];
        }

        foreach (var subscription in all)
        {
            subscription.OnRestored();
        }
    }

    private async Task<ChunkAppend> WriteAsync(
        SessionId session,
        TurnId? turn,
        string mode,
        int index,
        IReadOnlyList<SessionEvent> events,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfZero(events.Count);
        using var activity = EventLogTelemetry.Start("XADD", session);
        activity?.SetTag("db.operation.batch.size", events.Count);
        activity?.SetTag("switchboard.log.event", events[0].Name);
        RedisKey[] keys =
        [
            RedisKeys.Events(session),
            RedisKeys.Sequence(session),
            turn is { } t ? RedisKeys.Reply(session, t) : RedisKeys.Sequence(session),
            RedisKeys.Silence(session),
        ];
        RedisValue[] values =
        [
            RedisKeys.Channel(session),
            _settings.Capacity,
            (long)_settings.Retention.TotalMilliseconds,
            (long)_settings.SequenceRetention.TotalMilliseconds,
            mode,
            index,
            events.Count,
            EventBatch.Encode(events, Activity.Current?.Id ?? ""),
            mode == AppendScript.Chunks ? ContentsOf(events) : "",
        ];
        var result = await _calls.RunAsync(db => EvaluateAsync(db, keys, values), activity, cancellationToken);
        var parts = (RedisResult[]?)result ?? throw new InvalidOperationException("The append script returned nothing.");
        var outcome = new ChunkAppend((int)parts[0] == 1, (int)parts[1], (long)parts[2]);
        activity?.SetTag("switchboard.log.seq", outcome.LastSeq);
        return outcome;
    }

    private static byte[] ContentsOf(IReadOnlyList<SessionEvent> chunks)
    {
        var contents = new string[chunks.Count];
        for (var i = 0; i < contents.Length; i++)
        {
            contents[i] = ((MessageChunk)chunks[i]).Content;
        }

        return JsonSerializer.SerializeToUtf8Bytes(contents, StoreJson.Default.IReadOnlyListString);
    }

    private static async Task<RedisResult> EvaluateAsync(IDatabase db, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            return await db.ScriptEvaluateAsync(AppendScript.Hash, keys, values);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            // The server is new, or was restarted and forgot the script; with its text the client loads it. Nothing has run yet.
            return await db.ScriptEvaluateAsync(AppendScript.Text, keys, values);
        }
    }

    private static void Decode(StreamEntry entry, long after, List<LogEntry> entries) =>
        EventBatch.Decode(StreamIds.NumberOf(entry.Id), (byte[])entry.Values[0].Value!, after, entries);
}
