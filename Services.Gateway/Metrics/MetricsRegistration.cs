namespace Services.Gateway.Metrics;

internal static class MetricsRegistration
{
    /// <summary>What is measured, and its sums for <c>/metrics</c>.</summary>
    public static IServiceCollection AddGatewayMetrics(this IServiceCollection services)
    {
        services.AddSingleton<GatewayMetrics>();
        services.AddSingleton<MetricCollector>();
        services.AddHostedService(provider => provider.GetRequiredService<MetricCollector>());
        return services;
    }
}
