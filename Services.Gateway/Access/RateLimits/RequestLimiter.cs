using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Services.Contracts.Access;
using Services.Gateway.Errors;
using Services.Gateway.Metrics;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Access.RateLimits;

/// <summary>
/// Counts every request, whatever it is, in this process: no store is asked, so that a flood costs nothing but the refusals. A bucket for
/// each user and each address holds a minute's requests and is filled by the second. Thread-safe.
/// </summary>
internal sealed class RequestLimiter : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<string>? _users;
    private readonly PartitionedRateLimiter<IPAddress>? _addresses;
    private readonly GatewayMetrics _metrics;

    public RequestLimiter(IOptions<RateLimitOptions> options, GatewayMetrics metrics)
    {
        _users = Create<string>(options.Value.RequestsPerMinute);
        _addresses = Create<IPAddress>(options.Value.RequestsPerMinuteOfAddress);
        _metrics = metrics;
    }

    /// <summary>Counts a request of a user from an address; null, or why it is refused.</summary>
    public GatewayError? Take(Caller caller, IPAddress? address) => Take(address) ?? Take(caller);

    /// <summary>Counts a request of a user.</summary>
    public GatewayError? Take(Caller caller) => Take(_users, caller.UserId, "requests");

    /// <summary>Counts a request from an address, which is null where there is none.</summary>
    public GatewayError? Take(IPAddress? address) =>
        address is null || _addresses is null ? null : Take(_addresses, ConnectionLimits.NetworkOf(address), "requests of an address");

    public void Dispose()
    {
        _users?.Dispose();
        _addresses?.Dispose();
    }

    private GatewayError? Take<T>(PartitionedRateLimiter<T>? limiter, T whose, string what)
    {
        if (limiter is null)
        {
            return null;
        }

        using var lease = limiter.AttemptAcquire(whose);
        if (lease.IsAcquired)
        {
            return null;
        }

        _metrics.RateLimited(what);
        return GatewayError.RateLimited(lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Period);
    }

    private static PartitionedRateLimiter<T>? Create<T>(int perMinute)
        where T : notnull =>
        perMinute == 0
            ? null
            : PartitionedRateLimiter.Create<T, T>(whose =>
                RateLimitPartition.GetTokenBucketLimiter(
                    whose,
                    _ => new TokenBucketRateLimiterOptions
                    {
                        TokenLimit = perMinute,
                        TokensPerPeriod = Math.Max(1, perMinute / 60),
                        ReplenishmentPeriod = Period,
                        QueueLimit = 0,
                    }
                )
            );
}
