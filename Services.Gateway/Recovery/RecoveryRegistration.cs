using Microsoft.Extensions.Options;
using Services.Gateway.Presence;
using Services.Gateway.Subscriptions;

namespace Services.Gateway.Recovery;

internal static class RecoveryRegistration
{
    /// <summary>Connection state recovery.</summary>
    public static IServiceCollection AddRecovery(this IServiceCollection services)
    {
        services.AddOptions<RecoveryOptions>().BindConfiguration(RecoveryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services
            .AddOptions<PresenceOptions>()
            .Configure<IOptions<RecoveryOptions>>(static (presence, recovery) => presence.ChangeRetention = 2 * recovery.Value.Lifetime);
        services.AddSingleton<NewSocketWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<NewSocketWriter>());
        services.AddSingleton<RecoveryStore>();
        services.AddSingleton<ISubscriptionJournal>(provider => provider.GetRequiredService<RecoveryStore>());
        services.AddSingleton<SocketResumption>();
        services.AddSingleton<SocketRecovery>();
        services.AddHostedService(provider => provider.GetRequiredService<SocketRecovery>());
        return services;
    }
}
