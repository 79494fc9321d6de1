using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ServiceDefaults.Health;
using ServiceDefaults.Telemetry;

namespace Microsoft.Extensions.Hosting;

/// <summary>The addresses that orchestrators, balancers and collectors ask.</summary>
public static class DefaultEndpoints
{
    /// <summary>
    /// Maps <c>/health</c> (every check; 503 and the failing ones' names when the service cannot do its work), <c>/alive</c> (the process
    /// runs) and <c>/metrics</c> (Prometheus' text); all for anybody. They are neither traced nor measured, nor logged below a warning.
    /// </summary>
    /// <param name="app">The service.</param>
    /// <param name="mapHealth">False leaves <c>/health</c> to the service's own report.</param>
    /// <param name="metricsAsJson">Answers <c>/metrics</c> in place of the text where <c>application/json</c> is accepted.</param>
    public static WebApplication MapDefaultEndpoints(this WebApplication app, bool mapHealth = true, RequestDelegate? metricsAsJson = null)
    {
        app.MapProbes(mapHealth);
        app.MapMetrics(metricsAsJson);
        return app;
    }
}
