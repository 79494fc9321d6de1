using System.Net;
using Microsoft.Extensions.Options;
using Services.Contracts.Access;
using Services.Conversations.EventLog;
using Services.Gateway.Metrics;
using Services.Gateway.SocketIo;
using StackExchange.Redis;
using Role = Services.Contracts.Access.Role;

namespace Services.Gateway.Access.RateLimits;

/// <summary>
/// Sliding windows in Redis, exact: no minute ever holds more than the limit. One script decides and counts, so gateways share the limit
/// without races; time is the Redis server's.
/// </summary>
internal sealed partial class RateLimiter(
    IConnectionMultiplexer redis,
    IOptions<RateLimitOptions> options,
    GatewayMetrics metrics,
    TimeProvider time,
    ILogger<RateLimiter> logger
)
{
    private const int WindowMilliseconds = 60_000;

    /// <summary>
    /// KEYS: the window, a sorted set of at most the limit's size. ARGV: limit, window (ms). Returns 0, or the wait in milliseconds.
    /// </summary>
    private const string Script = """
        local t = redis.call('TIME')
        local now = t[1] * 1000 + math.floor(t[2] / 1000)
        local window = tonumber(ARGV[2])
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
        local count = redis.call('ZCARD', KEYS[1])
        if count >= tonumber(ARGV[1]) then
          local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
          return math.max(1, tonumber(oldest[2]) + window - now)
        end
        redis.call('ZADD', KEYS[1], now, t[1] .. '.' .. t[2] .. '.' .. count)
        redis.call('PEXPIRE', KEYS[1], window)
        return 0
        """;

    private readonly RateLimitOptions _limits = options.Value;

    /// <summary>How many messages a minute this role has.</summary>
    public int MessagesPerMinute(Role role) =>
        _limits.MessagesPerMinuteByRole.TryGetValue(role, out var own) ? own : _limits.MessagesPerMinute;

    /// <summary>Counts a connection; the result is null, or how long to wait.</summary>
    public Task<TimeSpan?> TakeConnectionAsync(Caller caller, CancellationToken cancellationToken) =>
        TakeAsync("connections", caller.UserId, _limits.ConnectionsPerMinute, cancellationToken);

    /// <summary>Counts a message; the result is null, or how long to wait.</summary>
    public Task<TimeSpan?> TakeMessageAsync(Caller caller, CancellationToken cancellationToken) =>
        TakeAsync("messages", caller.UserId, MessagesPerMinute(caller.Role), cancellationToken);

    /// <summary>Takes back the newest message that was counted of a user. Does not wait.</summary>
    public void ReturnMessage(Caller caller)
    {
        if (MessagesPerMinute(caller.Role) == 0)
        {
            return;
        }

        try
        {
            redis.GetDatabase().SortedSetPop(KeyOf("messages", caller.UserId), Order.Descending, CommandFlags.FireAndForget);
        }
        catch (Exception failure) when (RedisOutage.Is(failure))
        {
            LogUnavailable(failure, "messages");
        }
    }

    /// <summary>False if the rooms dialect has no limit.</summary>
    public bool LimitsRooms => _limits.RoomMessagesPerMinute > 0;

    /// <summary>Counts a message of the rooms dialect; the result is null, or how long to wait.</summary>
    public Task<TimeSpan?> TakeRoomMessageAsync(Caller caller, CancellationToken cancellationToken) =>
        TakeAsync("rooms", caller.UserId, _limits.RoomMessagesPerMinute, cancellationToken);

    /// <summary>Counts a session that a user begins; the result is null, or how long to wait.</summary>
    public Task<TimeSpan?> TakeSessionAsync(Caller caller, CancellationToken cancellationToken) =>
        TakeAsync("sessions", caller.UserId, _limits.SessionsPerMinute, cancellationToken);

    /// <summary>Counts a message of a call; the result is null, or how long to wait.</summary>
    public Task<TimeSpan?> TakeCallMessageAsync(Caller caller, CancellationToken cancellationToken) =>
        TakeAsync("signals", caller.UserId, _limits.SignalsPerMinute, cancellationToken);

    /// <summary>Counts a replay; the result is null, or how long to wait.</summary>
    public Task<TimeSpan?> TakeReplayAsync(Caller caller, CancellationToken cancellationToken) =>
        TakeAsync("replays", caller.UserId, _limits.ReplaysPerMinute, cancellationToken);

    /// <summary>True for a kind that is counted over all gateways before its handler runs.</summary>
    public bool IsCounted(RequestKind kind) => LimitOf(kind).Limit > 0;

    /// <summary>Counts a request by its kind; the result is null, or how long to wait.</summary>
    public Task<TimeSpan?> TakeAsync(RequestKind kind, Caller caller, CancellationToken cancellationToken)
    {
        var (what, limit) = LimitOf(kind);
        return TakeAsync(what, caller.UserId, limit, cancellationToken);
    }

    private (string What, int Limit) LimitOf(RequestKind kind) =>
        kind switch
        {
            RequestKind.Membership => ("memberships", _limits.MembershipsPerMinute),
            RequestKind.Control => ("controls", _limits.ControlsPerMinute),
            RequestKind.Reading => ("readings", _limits.ReadingsPerMinute),
            _ => ("", 0),
        };

    /// <summary>False if addresses have no limit.</summary>
    public bool LimitsHandshakes => _limits.HandshakesPerMinute > 0;

    /// <summary>Counts a connection from an IPv4 address or an IPv6 network; the result is null, or how long to wait.</summary>
    public Task<TimeSpan?> TakeHandshakeAsync(IPAddress address, CancellationToken cancellationToken) =>
        TakeAsync(
            "handshakes",
            LimitsHandshakes ? ConnectionLimits.NetworkOf(address) : address,
            _limits.HandshakesPerMinute,
            cancellationToken
        );

    private async Task<TimeSpan?> TakeAsync<T>(string what, T whose, int limit, CancellationToken cancellationToken)
    {
        if (limit == 0)
        {
            return null;
        }

        try
        {
            var answer = await redis
                .GetDatabase()
                .ScriptEvaluateAsync(Script, [KeyOf(what, whose)], [limit, WindowMilliseconds])
                .WaitAsync(_limits.Timeout, time, cancellationToken);
            var wait = (long)answer;
            if (wait == 0)
            {
                return null;
            }

            metrics.RateLimited(what);
            return TimeSpan.FromMilliseconds(wait);
        }
        catch (Exception failure) when (RedisOutage.Is(failure))
        {
            LogUnavailable(failure, what);
            return null;
        }
    }

    private static RedisKey KeyOf<T>(string what, T whose) => $"rate:{{{whose}}}:{what}";

    [LoggerMessage(LogLevel.Warning, "Redis did not answer the rate limiter; a caller was let through without being counted ({What}).")]
    private partial void LogUnavailable(Exception failure, string what);
}
