using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Services.Contracts.Topology;
using Services.Conversations.EventLog;
using Services.Gateway.Instances;
using StackExchange.Redis;

namespace Services.Gateway.Forwarding;

/// <summary>
/// Which gateway is behind which tag, kept in Redis with a time to live: one that died disappears. What Redis does not know, because it is
/// away or was restarted, is answered from memory until the gateway proves to be gone. Thread-safe.
/// </summary>
internal sealed partial class InstanceDirectory(
    IConnectionMultiplexer redis,
    GatewayInstance instance,
    IOptions<ForwardingOptions> options,
    TimeProvider time,
    ILogger<InstanceDirectory> logger
)
{
    private const int MaxKnown = 1_024;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly ForwardingOptions _settings = options.Value;
    private readonly ConcurrentDictionary<string, CachedAddress> _cache = new(StringComparer.Ordinal);

    /// <summary>The address of the gateway with that tag; null if there is none.</summary>
    public async ValueTask<Uri?> FindAsync(string tag, CancellationToken cancellationToken)
    {
        var known = _cache.GetValueOrDefault(tag);
        if (known is not null && (!redis.IsConnected || time.GetElapsedTime(known.ReadAt) < Fresh))
        {
            return known.Address;
        }

        try
        {
            var value = await redis
                .GetDatabase()
                .StringGetAsync(RedisKeys.GatewayInstance(tag))
                .WaitAsync(_settings.RedisTimeout, time, cancellationToken);
            return Uri.TryCreate(value, UriKind.Absolute, out var address) ? Cache(tag, address) : known?.Address;
        }
        catch (Exception failure) when (RedisOutage.Is(failure))
        {
            LogUnavailable(failure.Message);
            return known?.Address;
        }
    }

    /// <summary>The gateway with that tag did not answer.</summary>
    public void Forget(string tag) => _cache.TryRemove(tag, out _);

    /// <summary>Makes this gateway known for the time to live. A tag that another gateway has is exchanged for a new one.</summary>
    public async Task AnnounceAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            if (!await TryAnnounceAsync(address, cancellationToken))
            {
                LogTagTaken(instance.Tag);
                instance.RenewTag();
                await TryAnnounceAsync(address, cancellationToken);
            }
        }
        catch (Exception failure) when (RedisOutage.Is(failure))
        {
            LogUnavailable(failure.Message);
        }
    }

    /// <summary>This gateway is gone.</summary>
    public async Task WithdrawAsync()
    {
        try
        {
            await redis.GetDatabase().KeyDeleteAsync(RedisKeys.GatewayInstance(instance.Tag)).WaitAsync(_settings.RedisTimeout, time);
        }
        catch (Exception failure) when (failure is ObjectDisposedException || RedisOutage.Is(failure))
        {
            LogUnavailable(failure.Message);
        }
    }

    private async Task<bool> TryAnnounceAsync(Uri address, CancellationToken cancellationToken)
    {
        var db = redis.GetDatabase();
        var key = RedisKeys.GatewayInstance(instance.Tag);
        var value = address.ToString();
        if (
            await db.StringSetAsync(key, value, _settings.TimeToLive, When.NotExists)
                .WaitAsync(_settings.RedisTimeout, time, cancellationToken)
        )
        {
            return true;
        }

        return await db.StringGetAsync(key).WaitAsync(_settings.RedisTimeout, time, cancellationToken) == value
            && await db.StringSetAsync(key, value, _settings.TimeToLive).WaitAsync(_settings.RedisTimeout, time, cancellationToken);
    }

    private Uri Cache(string tag, Uri address)
    {
        if (_cache.Count >= MaxKnown)
        {
            _cache.Clear();
        }

        _cache[tag] = new CachedAddress(address, time.GetTimestamp());
        return address;
    }

    [LoggerMessage(LogLevel.Debug, "Redis did not answer about the gateways that there are: {Cause}")]
    private partial void LogUnavailable(string cause);

    [LoggerMessage(LogLevel.Warning, "Another gateway has the tag {Tag} too; this one takes another.")]
    private partial void LogTagTaken(string tag);

    private sealed record CachedAddress(Uri Address, long ReadAt);
}
