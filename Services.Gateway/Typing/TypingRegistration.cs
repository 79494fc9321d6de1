namespace Services.Gateway.Typing;

internal static class TypingRegistration
{
    /// <summary>Who types.</summary>
    public static IServiceCollection AddTyping(this IServiceCollection services)
    {
        services.AddSingleton<TypingTracker>();
        services.AddHostedService(provider => provider.GetRequiredService<TypingTracker>());
        return services;
    }
}
