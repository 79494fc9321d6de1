namespace Aspire.StackExchange.Redis;

/// <summary>Settings of the Redis client, section <c>Aspire:StackExchange:Redis</c>.</summary>
public sealed class StackExchangeRedisSettings
{
    /// <summary>Address and password, for example <c>host:6379,password=…</c>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Leaves the health check out.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Leaves tracing out.</summary>
    public bool DisableTracing { get; set; }
}
