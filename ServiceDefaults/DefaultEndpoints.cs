using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ServiceDefaults.Documents;
using ServiceDefaults.Health;
using ServiceDefaults.Telemetry;

namespace Microsoft.Extensions.Hosting;

/// <summary>The addresses that orchestrators, balancers, collectors and developers ask.</summary>
public static class DefaultEndpoints
{
    /// <summary>
    /// Maps <c>/health</c> (every check; 503 and the failing ones' names when the service cannot do its work), <c>/alive</c> (the process
    /// runs), <c>/metrics</c> (Prometheus' text) and <c>/openapi/v1.json</c>, in development with a page for it at <c>/docs</c>; all for
    /// anybody. The first three are neither traced nor measured, nor logged below a warning.
    /// </summary>
    /// <param name="app">The service.</param>
    /// <param name="mapHealth">False leaves <c>/health</c> to the service's own report.</param>
    /// <param name="metricsAsJson">Answers <c>/metrics</c> in place of the text where <c>application/json</c> is accepted.</param>
    public static WebApplication MapDefaultEndpoints(this WebApplication app, bool mapHealth = true, RequestDelegate? metricsAsJson = null)
    {
        app.MapProbes(mapHealth);
        app.MapMetrics(metricsAsJson);
        app.MapApiDocument();
        return app;
    }
}
