using Polly;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>The standard pipeline: total timeout, retry, circuit breaker, attempt timeout, from the outside in.</summary>
public sealed class HttpStandardResilienceOptions
{
    /// <summary>Bounds the request with all its attempts; 30 s by default.</summary>
    public HttpTimeoutStrategyOptions TotalRequestTimeout { get; set; } = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Three retries by default, exponential from 2 s, with jitter.</summary>
    public HttpRetryStrategyOptions Retry { get; set; } = new();

    /// <summary>Opens for 5 s when a tenth of at least a hundred requests within 30 s failed, by default.</summary>
    public HttpCircuitBreakerStrategyOptions CircuitBreaker { get; set; } = new();

    /// <summary>Bounds one attempt, up to the response's headers; 10 s by default.</summary>
    public HttpTimeoutStrategyOptions AttemptTimeout { get; set; } = new() { Timeout = TimeSpan.FromSeconds(10) };
}
