namespace Services.Gateway.Metrics;

internal static class MetricsRegistration
{
    /// <summary>What is measured.</summary>
    public static IServiceCollection AddGatewayMetrics(this IServiceCollection services)
    {
        services.AddSingleton<GatewayMetrics>();
        return services;
    }
}
