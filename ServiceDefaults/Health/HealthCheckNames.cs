using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ServiceDefaults.Health;

/// <summary>Names what a service needs by the resource, where a client library names its check after itself.</summary>
internal static class HealthCheckNames
{
    /// <summary>Gives a library's check the name of the resource that it looks at.</summary>
    public static void NameHealthCheck(this IServiceCollection services, string library, string resource) =>
        services.PostConfigure<HealthCheckServiceOptions>(options =>
        {
            foreach (var check in options.Registrations.Where(check => check.Name == library))
            {
                check.Name = resource;
            }
        });
}
