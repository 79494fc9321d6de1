namespace Services.Gateway.Backplane;

internal static class BackplaneRegistration
{
    /// <summary>What gateways tell each other.</summary>
    public static IServiceCollection AddBackplane(this IServiceCollection services)
    {
        services.AddSingleton<SessionBackplane>();
        return services;
    }
}
