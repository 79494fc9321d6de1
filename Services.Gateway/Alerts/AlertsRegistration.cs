namespace Services.Gateway.Alerts;

internal static class AlertsRegistration
{
    /// <summary>Alerts to all clients.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddSingleton<AlertBroadcaster>();
        services.AddHostedService(provider => provider.GetRequiredService<AlertBroadcaster>());
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AlertsJson.Default));
        return services;
    }
}
