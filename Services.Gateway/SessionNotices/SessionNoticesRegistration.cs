namespace Services.Gateway.SessionNotices;

internal static class SessionNoticesRegistration
{
    /// <summary>Telling owners' other connections of sessions that were made or have ended.</summary>
    public static IServiceCollection AddSessionNotices(this IServiceCollection services)
    {
        services.AddSingleton<SessionNotifier>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionNotifier>());
        return services;
    }
}
