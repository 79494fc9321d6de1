namespace Services.Gateway.Agents;

/// <summary>The HTTP client for the agents service.</summary>
internal static class AgentsClient
{
    /// <summary>Its name among the HTTP clients.</summary>
    public const string Name = "agents";

    public static IServiceCollection AddAgentsClient(this IServiceCollection services)
    {
        services.AddHttpClient(
            Name,
            client =>
            {
                client.BaseAddress = new Uri("http://agents");
                client.Timeout = TimeSpan.FromSeconds(5);
            }
        );
        return services;
    }
}
