namespace Services.Gateway.Instances;

internal static class InstancesRegistration
{
    /// <summary>Which gateway this is.</summary>
    public static IServiceCollection AddInstances(this IServiceCollection services)
    {
        services.AddSingleton<GatewayInstance>();
        return services;
    }
}
