namespace Services.Gateway.Presence;

internal static class PresenceRegistration
{
    /// <summary>Who is where.</summary>
    public static IServiceCollection AddPresence(this IServiceCollection services)
    {
        services.AddOptions<PresenceOptions>().BindConfiguration(PresenceOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PresenceTracker>();
        services.AddHostedService<PresenceHeartbeat>();
        return services;
    }
}
