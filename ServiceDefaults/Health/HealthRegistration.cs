using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults.Health;

/// <summary>Health checks that every service has.</summary>
internal static class HealthRegistration
{
    /// <summary>Checks with this tag say whether the process runs at all; all others, whether it can do its work.</summary>
    internal const string LiveTag = "live";

    public static void AddPlatformHealthChecks(this IHostApplicationBuilder builder) =>
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LiveTag]);
}
