namespace Services.Gateway.Health;

internal static class HealthRegistration
{
    /// <summary>Figures of this gateway, and whether the models can be reached.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<ModelMonitor>();
        services.AddSingleton<GatewayFigures>();
        services.AddHostedService(provider => provider.GetRequiredService<GatewayFigures>());
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, HealthJson.Default));
        return services;
    }
}
