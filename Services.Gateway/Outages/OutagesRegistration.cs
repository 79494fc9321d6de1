namespace Services.Gateway.Outages;

internal static class OutagesRegistration
{
    /// <summary>Clients are told while Redis is away.</summary>
    public static IServiceCollection AddOutages(this IServiceCollection services)
    {
        services.AddOptions<OutageOptions>().BindConfiguration(OutageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<OutageNotifier>();
        services.AddSingleton<FeedCatchUp>();
        services.AddHostedService<RedisMonitor>();
        return services;
    }
}
