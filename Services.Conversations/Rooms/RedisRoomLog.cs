using System.Diagnostics;
using Microsoft.Extensions.Options;
using Services.Contracts.Ids;
using Services.Contracts.Topology;
using Services.Conversations.EventLog;
using StackExchange.Redis;

namespace Services.Conversations.Rooms;

/// <summary>
/// Rooms on Redis streams. A write neither waits for the one before it nor has a timer of its own: the client sends writes in the order of
/// the calls and fails what is under way when the connection breaks; their callers go on in the order of the calls.
/// </summary>
internal sealed class RedisRoomLog(
    IConnectionMultiplexer redis,
    IOptions<RoomLogOptions> options,
    IOptions<SessionEventLogOptions> events,
    TimeProvider time
) : IRoomLog, IAsyncDisposable
{
    private const int MaxUnderWay = 4_096;

    private static readonly TimeSpan ClaimLifetime = TimeSpan.FromMinutes(10);

    private readonly RoomLogOptions _settings = options.Value;
    private readonly SessionEventLogOptions _events = events.Value;
    private readonly OrderedCompletions<long> _writes = new(MaxUnderWay);
    private readonly RedisCalls _calls = new(redis, events.Value.Timeout, time);

    public Task<long> AppendAsync(RoomWrite write) => _writes.RunAsync(() => WriteAsync(write, ""));

    public Task<bool> IsClaimedAsync(SessionId room, string claimId, CancellationToken cancellationToken) =>
        _calls.RunAsync(db => db.KeyExistsAsync(RedisKeys.RoomClaim(room, claimId)), null, cancellationToken);

    public async Task<bool> RelayAsync(SessionId room, long seq, byte[] packet) =>
        await WriteAsync(
            new RoomWrite
            {
                Room = room,
                Packet = packet,
                IsStored = true,
            },
            seq
        ) > 0;

    public async Task<IReadOnlyList<RoomPacket>> ReadNewestAsync(SessionId room, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        RedisKey key = RedisKeys.RoomLog(room);
        var entries = await _calls.RunAsync(
            db => db.StreamRangeAsync(key, count: limit, messageOrder: Order.Descending),
            null,
            cancellationToken
        );
        return [.. entries.Select(PacketOf).Reverse()];
    }

    public ValueTask DisposeAsync() => _writes.DisposeAsync();

    private async Task<long> WriteAsync(RoomWrite write, RedisValue relayed)
    {
        var room = write.Room;
        RedisKey[] keys =
        [
            RedisKeys.RoomLog(room),
            RedisKeys.RoomSequence(room),
            RedisKeys.RoomRelayed(room),
            RedisKeys.Events(room),
            RedisKeys.Sequence(room),
            RedisKeys.RoomClaim(room, write.ClaimId ?? ""),
            RedisKeys.Silence(room),
        ];
        RedisValue[] values =
        [
            _settings.Capacity,
            (long)_settings.Retention.TotalMilliseconds,
            write.Packet,
            relayed,
            (long)_events.SequenceRetention.TotalMilliseconds,
            RedisKeys.Channel(room),
            _events.Capacity,
            (long)_events.Retention.TotalMilliseconds,
            write.Message is null ? "" : EventBatch.Encode([write.Message], Activity.Current?.Id ?? ""),
            write.IsStored ? 1 : 0,
            write.ClaimId is null ? "" : (long)ClaimLifetime.TotalMilliseconds,
        ];
        try
        {
            return (long)await redis.GetDatabase().ScriptEvaluateAsync(RoomScript.Text, keys, values);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            // The server was restarted and forgot the script; the client loads it again on the next call. Nothing has run yet.
            return (long)await redis.GetDatabase().ScriptEvaluateAsync(RoomScript.Text, keys, values);
        }
        catch (Exception e) when (RedisOutage.Is(e))
        {
            throw new EventLogUnavailableException($"Redis gave no answer: {e.Message}", e);
        }
    }

    private static RoomPacket PacketOf(StreamEntry entry) =>
        new(StreamIds.NumberOf(entry.Id), (byte[])entry.Values[0].Value!, (int)entry.Values[1].Value == 1);
}
