using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults.Hosts;

/// <summary>Which hosts a service answers for.</summary>
internal static class HostFilterRegistration
{
    private const string Setting = "AllowedHosts";

    /// <summary>
    /// Has ASP.NET Core's host filter, which stands before an application's own middleware, refuse every name that
    /// <c>AllowedHosts</c> does not list; without the setting, all but those of the loopback address. Its own default is to allow all.
    /// </summary>
    public static void AddHostFilter(this IHostApplicationBuilder builder) =>
        builder
            .Services.AddOptions<HostFilteringOptions>()
            .Configure<IConfiguration>(
                static (filter, configuration) =>
                {
                    filter.AllowEmptyHosts = false;
                    // With the setting, the framework reads it.
                    if (string.IsNullOrWhiteSpace(configuration[Setting]))
                    {
                        filter.AllowedHosts = [.. LoopbackHosts.Names];
                    }
                }
            );
}
