namespace Services.Gateway.Subscriptions;

internal static class SubscriptionsRegistration
{
    /// <summary>What sockets are subscribed to.</summary>
    public static IServiceCollection AddSubscriptions(this IServiceCollection services)
    {
        services.AddSingleton<SocketSubscriptions>();
        services.AddSingleton<SubscriptionLimit>();
        return services;
    }
}
