using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Retry of transient failures.</summary>
public sealed class HttpRetryStrategyOptions : RetryStrategyOptions<HttpResponseMessage>
{
    /// <summary>Three attempts more, exponential from 2 s, with jitter.</summary>
    public HttpRetryStrategyOptions()
    {
        ShouldHandle = static args => ValueTask.FromResult(HttpClientResiliencePredicates.IsTransient(args.Outcome));
        BackoffType = DelayBackoffType.Exponential;
        UseJitter = true;
    }

    /// <summary>Leaves POST, PATCH, PUT, DELETE and CONNECT to fail at once: they may have taken effect.</summary>
    public void DisableForUnsafeHttpMethods()
    {
        var inner = ShouldHandle;
        ShouldHandle = async args =>
            args.Context.Properties.TryGetValue(ResilienceHandler.RequestKey, out var request)
            && (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head || request.Method == HttpMethod.Options)
            && await inner(args);
    }
}

/// <summary>Stops calling what keeps failing.</summary>
public sealed class HttpCircuitBreakerStrategyOptions : CircuitBreakerStrategyOptions<HttpResponseMessage>
{
    /// <summary>Opens on transient failures.</summary>
    public HttpCircuitBreakerStrategyOptions() =>
        ShouldHandle = static args => ValueTask.FromResult(HttpClientResiliencePredicates.IsTransient(args.Outcome));
}

/// <summary>A time limit.</summary>
public sealed class HttpTimeoutStrategyOptions : TimeoutStrategyOptions;
