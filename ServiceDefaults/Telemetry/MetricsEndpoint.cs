using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenTelemetry.Metrics;
using ServiceDefaults.Health;

namespace ServiceDefaults.Telemetry;

/// <summary>
/// <c>GET /metrics</c>, for Prometheus. The package behind it is a beta; these two lines are all that names it.
/// </summary>
internal static class MetricsEndpoint
{
    /// <summary>Collects what is measured until somebody asks.</summary>
    public static MeterProviderBuilder AddMetricsEndpoint(this MeterProviderBuilder metrics) => metrics.AddPrometheusExporter();

    /// <summary>Maps it, for anybody: figures name no person.</summary>
    public static void MapMetrics(this WebApplication app, RequestDelegate? asJson)
    {
        var endpoint = app.MapPrometheusScrapingEndpoint(Probes.Metrics).AllowAnonymous().DisableHttpMetrics();
        if (asJson is not null)
        {
            endpoint.Add(builder =>
            {
                var asText = builder.RequestDelegate!;
                builder.RequestDelegate = context => WantsJson(context.Request) ? asJson(context) : asText(context);
            });
        }
    }

    private static bool WantsJson(HttpRequest request) =>
        request
            .GetTypedHeaders()
            .Accept.Any(accept => accept.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase));
}
