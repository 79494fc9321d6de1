using Microsoft.Extensions.Options;
using Services.Conversations.EventLog;
using StackExchange.Redis;

namespace Services.Orchestrator.Turns;

/// <summary>
/// Which workers live: a sorted set in Redis, by the time until which each one counts, on the server's clock. It only decides who
/// should have which partition; that no two workers run the same turn is the business of <see cref="SessionLeases"/>.
/// </summary>
internal sealed partial class WorkerMembership(
    IConnectionMultiplexer redis,
    IOptions<TurnOptions> options,
    TimeProvider time,
    ILogger<WorkerMembership> logger
)
{
    private const string Key = "orchestrator:workers";

    /// <summary>KEYS: the set. ARGV: member, milliseconds it counts; returns the living members.</summary>
    private const string HeartbeatScript = """
        local clock = redis.call('TIME')
        local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now))
        if tonumber(ARGV[2]) > 0 then
          redis.call('ZADD', KEYS[1], string.format('%.0f', now + ARGV[2]), ARGV[1])
        else
          redis.call('ZREM', KEYS[1], ARGV[1])
        end
        return redis.call('ZRANGE', KEYS[1], 0, -1)
        """;

    /// <summary>KEYS: the set. ARGV: member; takes it out unless it is the only living one, and returns whether it did.</summary>
    private const string StepAsideScript = """
        local clock = redis.call('TIME')
        local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now))
        redis.call('ZREM', KEYS[1], ARGV[1])
        if redis.call('ZCARD', KEYS[1]) > 0 then
          return 1
        end
        redis.call('ZADD', KEYS[1], string.format('%.0f', now + ARGV[2]), ARGV[1])
        return 0
        """;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private IReadOnlyList<string> _known = [];
    private volatile bool _isAside;

    /// <summary>This worker: unique to the process, and new with each start.</summary>
    public string Self { get; } = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>Says that this worker lives and returns who does, itself included; while Redis is away, who did.</summary>
    public async Task<IReadOnlyList<string>> HeartbeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            _known = await RunAsync(_isAside ? 0 : Lifetime, cancellationToken);
        }
        catch (Exception e) when (RedisOutage.Is(e))
        {
            LogUnavailable(e);
        }

        return _known;
    }

    private long Lifetime => (long)options.Value.HeartbeatTimeout.TotalMilliseconds;

    /// <summary>
    /// Lets this worker count as gone, although it lives, unless no other one would be left: of two that step aside at once, one stays.
    /// </summary>
    /// <returns>False if it is the only one.</returns>
    public async Task<bool> TryStepAsideAsync(CancellationToken cancellationToken)
    {
        _isAside = true;
        var isDone = false;
        try
        {
            var result = await redis
                .GetDatabase()
                .ScriptEvaluateAsync(StepAsideScript, [Key], [Self, Lifetime])
                .WaitAsync(Timeout, time, cancellationToken);
            isDone = (int)result == 1;
            return isDone;
        }
        finally
        {
            _isAside = isDone;
        }
    }

    /// <summary>Lets this worker count as gone, whoever else is there.</summary>
    public void StepAside() => _isAside = true;

    /// <summary>Lets it count again.</summary>
    public void StepBack() => _isAside = false;

    /// <summary>Takes this worker out at once instead of by time.</summary>
    public async Task LeaveAsync()
    {
        try
        {
            await RunAsync(0, CancellationToken.None);
        }
        catch (Exception e) when (RedisOutage.Is(e))
        {
            LogUnavailable(e);
        }
    }

    private async Task<IReadOnlyList<string>> RunAsync(long lifetime, CancellationToken cancellationToken)
    {
        var result = await redis
            .GetDatabase()
            .ScriptEvaluateAsync(HeartbeatScript, [Key], [Self, lifetime])
            .WaitAsync(Timeout, time, cancellationToken);
        return [.. ((RedisResult[]?)result ?? []).Select(member => member.ToString()!)];
    }

    [LoggerMessage(LogLevel.Warning, "The heartbeat failed; the workers last seen are assumed to live.")]
    private partial void LogUnavailable(Exception e);
}
