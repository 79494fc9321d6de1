namespace Services.Gateway.Sessions;

internal static class SessionsRegistration
{
    /// <summary>Sessions, their history, and the end of idle ones.</summary>
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services
            .AddOptions<SessionLimitOptions>()
            .BindConfiguration(SessionLimitOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<SessionDirectory>();
        services.AddHostedService<IdleSessions>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, SessionsJson.Default));
        return services;
    }
}
