using Services.Contracts.Topology;

namespace Services.Gateway.Agents;

/// <summary>The HTTP client for the agents service, in the container.</summary>
internal static class AgentsRegistration
{
    public static IServiceCollection AddAgentsClient(this IServiceCollection services)
    {
        services
            .AddHttpClient(
                AgentsClient.Name,
                client =>
                {
                    client.BaseAddress = new Uri("http://agents");
                    client.Timeout = TimeSpan.FromSeconds(5);
                }
            )
            .SignedFor(ServiceNames.Agents);
        return services;
    }
}
