namespace AppHost.Local;

/// <summary>Random ports for a platform that runs beside another.</summary>
internal static class IsolatedPorts
{
    /// <summary>
    /// Gives every endpoint of a service a port of its own. Aspire could choose them all, but then nobody could say the gateway's
    /// beforehand.
    /// </summary>
    public static void TakeRandomPorts(this IDistributedApplicationBuilder builder, LocalState local, PlatformSettings settings)
    {
        // A gateway whose port was asked for has one.
        foreach (var service in builder.Resources.OfType<ProjectResource>().Where(s => s.Name != "gateway" || settings.GatewayPort is null))
        {
            foreach (var endpoint in service.Annotations.OfType<EndpointAnnotation>())
            {
                endpoint.Port = local.Ports.Choose($"{service.Name}-{endpoint.Name}", 0);
            }
        }
    }
}
