using Services.Gateway.Presence;

namespace Services.Gateway.Signals;

internal static class SignalsRegistration
{
    /// <summary>What gateways tell each other, and presence, which rests on it.</summary>
    public static IServiceCollection AddSignals(this IServiceCollection services)
    {
        services.AddOptions<PresenceOptions>().BindConfiguration(PresenceOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SignalBus>();
        services.AddSingleton<PresenceBoard>();
        services.AddHostedService<PresenceRepeater>();
        return services;
    }
}
