using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace ServiceDefaults.Health;

/// <summary>What orchestrators and balancers ask.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps <c>/health</c>, if it is wanted, and <c>/alive</c>.</summary>
    public static void MapProbes(this WebApplication app, bool mapHealth)
    {
        if (mapHealth)
        {
            app.MapHealthChecks(Probes.Health, new HealthCheckOptions { ResponseWriter = HealthReportWriter.WriteAsync })
                .AllowAnonymous()
                .DisableHttpMetrics();
        }

        app.MapHealthChecks(Probes.Alive, new HealthCheckOptions { Predicate = check => check.Tags.Contains(HealthRegistration.LiveTag) })
            .AllowAnonymous()
            .DisableHttpMetrics();
    }
}
