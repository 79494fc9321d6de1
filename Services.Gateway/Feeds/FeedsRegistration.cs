namespace Services.Gateway.Feeds;

internal static class FeedsRegistration
{
    /// <summary>The feeds of sessions.</summary>
    public static IServiceCollection AddFeeds(this IServiceCollection services)
    {
        services.AddSingleton<SocketNamespace>();
        services.AddSingleton<FeedServices>();
        services.AddSingleton<SessionFeeds>();
        return services;
    }
}
