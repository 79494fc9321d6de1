using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using ServiceDefaults.Health;

namespace Microsoft.Extensions.Hosting;

/// <summary>The addresses that orchestrators and balancers ask.</summary>
public static class HealthEndpoints
{
    /// <summary>
    /// Maps <c>/health</c> (every check; 503 and the failing ones' names when the service cannot do its work) and <c>/alive</c> (the
    /// process runs). Neither is traced, nor logged below a warning. Pass false to leave <c>/health</c> to the service's own report.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app, bool mapHealth = true)
    {
        if (mapHealth)
        {
            app.MapHealthChecks(Probes.Health, new HealthCheckOptions { ResponseWriter = HealthReportWriter.WriteAsync });
        }

        app.MapHealthChecks(Probes.Alive, new HealthCheckOptions { Predicate = check => check.Tags.Contains(HealthRegistration.LiveTag) });
        return app;
    }
}
