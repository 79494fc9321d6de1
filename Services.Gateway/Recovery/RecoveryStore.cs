using System.Globalization;
using Microsoft.Extensions.Options;
using Services.Contracts.Ids;
using Services.Contracts.Topology;
using Services.Conversations.EventLog;
using Services.Gateway.Feeds;
using Services.Gateway.Instances;
using Services.Gateway.SocketIo;
using Services.Gateway.Subscriptions;
using StackExchange.Redis;

namespace Services.Gateway.Recovery;

/// <summary>
/// What is needed to recover a client, in Redis, so that it outlives the gateway: a hash for each socket, under its private id, with
/// its user, its public id, who holds it, and what it is subscribed to. Thread-safe.
/// </summary>
internal sealed partial class RecoveryStore(
    IConnectionMultiplexer redis,
    NewSocketWriter newSockets,
    GatewayInstance instance,
    IOptions<RecoveryOptions> options,
    IOptions<SocketIoOptions> socketIo,
    TimeProvider time,
    ILogger<RecoveryStore> logger
) : ISubscriptionJournal
{
    /// <summary>
    /// KEYS: the socket. ARGV: user, new holder, time to live (ms), the longest that a loss goes unnoticed (ms). Nothing for another's or
    /// an unknown socket, else its fields; among them since when it may have been lost: nobody may have noticed yet, or not lived to.
    /// </summary>
    private const string ClaimScript = """
        if redis.call('HGET', KEYS[1], 'user') ~= ARGV[1] then return {} end
        local t = redis.call('TIME')
        local alive = t[1] * 1000 + math.floor(t[2] / 1000) - ARGV[3] + redis.call('PTTL', KEYS[1]) - ARGV[4]
        redis.call('HSETNX', KEYS[1], 'lost', string.format('%.0f', alive))
        local fields = redis.call('HGETALL', KEYS[1])
        redis.call('HDEL', KEYS[1], 'lost')
        redis.call('HSET', KEYS[1], 'holder', ARGV[2])
        redis.call('PEXPIRE', KEYS[1], ARGV[3])
        return fields
        """;

    /// <summary>
    /// KEYS: the socket. ARGV: holder, time to live (ms), 0 to delete it, how long ago the connection may have been lost (ms). Does nothing
    /// once another holds it.
    /// </summary>
    private const string ReleaseScript = """
        if redis.call('HGET', KEYS[1], 'holder') ~= ARGV[1] then return 0 end
        if ARGV[2] == '0' then return redis.call('DEL', KEYS[1]) end
        local t = redis.call('TIME')
        redis.call('HSET', KEYS[1], 'lost', string.format('%.0f', t[1] * 1000 + math.floor(t[2] / 1000) - ARGV[3]))
        return redis.call('PEXPIRE', KEYS[1], ARGV[2])
        """;

    /// <summary>
    /// KEYS: the socket. ARGV: field, value, time to live (ms), then user, public id and holder, or nothing if what is kept would not be
    /// all that there is to know. What Redis has lost, or was told to forget, is not kept half.
    /// </summary>
    private const string AddScript = """
        if redis.call('EXISTS', KEYS[1]) == 0 then
          if not ARGV[4] then return 0 end
          redis.call('HSET', KEYS[1], 'user', ARGV[4], 'socket', ARGV[5], 'holder', ARGV[6])
          redis.call('PEXPIRE', KEYS[1], ARGV[3])
        end
        return redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
        """;

    private TimeSpan Lifetime => options.Value.Lifetime;

    private TimeSpan Heartbeat => socketIo.Value.PingInterval + socketIo.Value.PingTimeout;

    /// <summary>
    /// Notes a new socket, soon, and before anything else is noted of it. Does not wait: a client whose socket is not known joins anew.
    /// </summary>
    public void Add(string privateId, string userId, string socketId) => newSockets.Add(new NewSocket(privateId, userId, socketId));

    /// <summary>
    /// A socket of which Redis knows nothing, because it connected in an outage, is recorded with its first session; one that is subscribed
    /// to others already joins anew when it comes back.
    /// </summary>
    public async Task AddAsync(
        SocketIoSocket socket,
        EventEncoder encoder,
        SessionId session,
        long from,
        bool isFirst,
        CancellationToken cancellationToken
    )
    {
        if (socket.RecoveryId is { } privateId)
        {
            RedisValue[] identity = isFirst ? [socket.GetState<SocketClient>().Caller.UserId, socket.Id, instance.Id] : [];
            await AddFieldAsync(
                privateId,
                [FieldOf(encoder, session), from, (long)Lifetime.TotalMilliseconds, .. identity],
                cancellationToken
            );
        }
    }

    public async Task AddRoomAsync(SocketIoSocket socket, string roomId, SessionId session, CancellationToken cancellationToken)
    {
        if (socket.RecoveryId is { } privateId)
        {
            await AddFieldAsync(
                privateId,
                [RecoveryFields.RoomPrefix + roomId, session.ToString(), (long)Lifetime.TotalMilliseconds],
                cancellationToken
            );
        }
    }

    public void Remove(SocketIoSocket socket, EventEncoder encoder, SessionId session)
    {
        if (socket.RecoveryId is { } privateId)
        {
            newSockets.Flush();
            redis.GetDatabase().HashDelete(RedisKeys.RecoverableSocket(privateId), FieldOf(encoder, session), CommandFlags.FireAndForget);
        }
    }

    /// <summary>Whether the socket is known, and the user's.</summary>
    public async Task<bool> IsOwnedByAsync(string privateId, string userId, CancellationToken cancellationToken) =>
        await RunAsync(database => database.HashGetAsync(RedisKeys.RecoverableSocket(privateId), RecoveryFields.User), cancellationToken)
        == userId;

    /// <summary>Takes the socket over from whoever holds it; null if it is unknown, too old, or another user's.</summary>
    public async Task<RecoverableSocket?> ClaimAsync(string privateId, string userId, CancellationToken cancellationToken)
    {
        var result = await RunAsync(
            database =>
                database.ScriptEvaluateAsync(
                    ClaimScript,
                    [RedisKeys.RecoverableSocket(privateId)],
                    [userId, instance.Id, (long)Lifetime.TotalMilliseconds, (long)Heartbeat.TotalMilliseconds]
                ),
            cancellationToken
        );
        var fields = (RedisValue[]?)result ?? [];
        string? socketId = null;
        long lostAt = 0;
        List<RecoverableSubscription> subscriptions = [];
        Dictionary<string, SessionId> rooms = new(StringComparer.Ordinal);
        for (var i = 0; i + 1 < fields.Length; i += 2)
        {
            var field = fields[i].ToString();
            if (field == RecoveryFields.Socket)
            {
                socketId = fields[i + 1].ToString();
            }
            else if (field == RecoveryFields.Lost)
            {
                lostAt = (long)fields[i + 1];
            }
            else if (
                field.StartsWith(RecoveryFields.SubscriptionPrefix, StringComparison.Ordinal)
                && SubscriptionOf(field, fields[i + 1]) is { } subscription
            )
            {
                subscriptions.Add(subscription);
            }
            else if (
                field.StartsWith(RecoveryFields.RoomPrefix, StringComparison.Ordinal)
                && SessionId.TryParse(fields[i + 1].ToString(), out var room)
            )
            {
                rooms[field[RecoveryFields.RoomPrefix.Length..]] = room;
            }
        }

        return socketId is null ? null : new RecoverableSocket(socketId, lostAt, subscriptions, rooms);
    }

    /// <summary>
    /// The connection is lost: its client may come back for a while. Or, with <paramref name="isFinal"/>, it will not. <paramref
    /// name="isPrompt"/>: it was noticed at once.
    /// </summary>
    public void Release(string privateId, bool isFinal, bool isPrompt)
    {
        newSockets.Flush();
        redis
            .GetDatabase()
            .ScriptEvaluate(
                ReleaseScript,
                [RedisKeys.RecoverableSocket(privateId)],
                [
                    instance.Id,
                    isFinal ? 0 : (long)options.Value.Retention.TotalMilliseconds,
                    isPrompt ? 0 : (long)Heartbeat.TotalMilliseconds,
                ],
                CommandFlags.FireAndForget
            );
    }

    /// <summary>The connections live.</summary>
    public void Refresh(IEnumerable<string> privateIds)
    {
        var batch = redis.GetDatabase().CreateBatch();
        // Fire and forget: they are complete as soon as they are queued.
        Task[] writes =
        [
            .. privateIds.Select(privateId =>
                batch.KeyExpireAsync(RedisKeys.RecoverableSocket(privateId), Lifetime, CommandFlags.FireAndForget)
            ),
        ];
        if (writes.Length == 0)
        {
            return;
        }

        try
        {
            batch.Execute();
        }
        catch (Exception failure) when (RedisOutage.Is(failure))
        {
            LogNotRefreshed(failure.Message);
        }
    }

    private Task<RedisResult> AddFieldAsync(string privateId, RedisValue[] values, CancellationToken cancellationToken) =>
        RunAsync(database => database.ScriptEvaluateAsync(AddScript, [RedisKeys.RecoverableSocket(privateId)], values), cancellationToken);

    private static string FieldOf(EventEncoder encoder, SessionId session) =>
        $"{RecoveryFields.SubscriptionPrefix}{encoder.Prefix}:{session}";

    private static RecoverableSubscription? SubscriptionOf(string field, RedisValue from)
    {
        var parts = field.Split(':');
        return
            parts.Length == 3
            && SessionId.TryParse(parts[2], out var session)
            && long.TryParse(from.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? new RecoverableSubscription(parts[1], session, seq)
            : null;
    }

    private async Task<T> RunAsync<T>(Func<IDatabase, Task<T>> call, CancellationToken cancellationToken)
    {
        newSockets.Flush();
        try
        {
            return await call(redis.GetDatabase()).WaitAsync(options.Value.Timeout, time, cancellationToken);
        }
        catch (Exception failure) when (RedisOutage.Is(failure))
        {
            throw new EventLogUnavailableException($"Redis gave no answer: {failure.Message}", failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Redis is away; what it knows of sockets that live was not refreshed: {Cause}")]
    private partial void LogNotRefreshed(string cause);
}
