namespace Services.Gateway.Delivery;

internal static class DeliveryRegistration
{
    /// <summary>The feeds of sessions.</summary>
    public static IServiceCollection AddDelivery(this IServiceCollection services)
    {
        services.AddSingleton<Sockets>();
        services.AddSingleton<FeedServices>();
        services.AddSingleton<SessionFeeds>();
        return services;
    }
}
