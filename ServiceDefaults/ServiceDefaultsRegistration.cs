using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using ServiceDefaults.Browsers;
using ServiceDefaults.Documents;
using ServiceDefaults.Health;
using ServiceDefaults.Hosting;
using ServiceDefaults.Hosts;
using ServiceDefaults.Secrecy;
using ServiceDefaults.Telemetry;

namespace Microsoft.Extensions.Hosting;

/// <summary>What every service of the platform has in common.</summary>
public static class ServiceDefaultsRegistration
{
    // Less than what orchestrators wait before they kill.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(9);

    // A circuit spares a peer that is down the calls of all, and nobody's patience: who waits is answered within a second of its return.
    private static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(1);

    // A few requests that a peer cannot serve are no reason to refuse everybody else's.
    private const double BreakRatio = 0.5;

    /// <summary>
    /// Telemetry over OTLP and at <c>/metrics</c>, health checks, an OpenAPI document, service discovery, HTTP clients that survive a
    /// stumbling peer, a filter for hosts, headers for browsers, and queries without secrets.
    /// </summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        builder.AddHostFilter();
        builder.AddSecurityHeaders();
        builder.AddSecrecy();
        builder.AddPlatformTelemetry();
        builder.AddPlatformHealthChecks();
        builder.AddApiDocument();
        builder.AddParentWatch();
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler(options =>
            {
                // A retried POST would be a second request to a peer that may have acted on the first; who knows better retries itself.
                options.Retry.DisableForUnsafeHttpMethods();
                options.CircuitBreaker.BreakDuration = BreakDuration;
                options.CircuitBreaker.FailureRatio = BreakRatio;
            });
            http.AddServiceDiscovery();
        });
        return builder;
    }
}
