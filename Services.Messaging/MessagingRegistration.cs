using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using Services.Messaging.Broker;
using Services.Messaging.Consuming;
using Services.Messaging.DeadLetters;
using Services.Messaging.Publishing;

namespace Services.Messaging;

/// <summary>Registers the broker's seams.</summary>
public static class MessagingRegistration
{
    /// <summary>
    /// Adds <see cref="ITurnPublisher"/>, <see cref="OutageHold"/>, <see cref="QueueSubscriptionFactory"/> and
    /// <see cref="DeadLetterReplay"/>. The host provides the
    /// <see cref="IConnection"/> without spans of its own: those here replace them, see <see cref="MessagingTelemetry"/>. Exchanges and
    /// queues are declared at the first use.
    /// </summary>
    public static IServiceCollection AddMessaging(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<MessagingOptions>().BindConfiguration(MessagingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<BrokerTopology>();
        services.AddSingleton<ConfirmedPublisher>();
        services.AddSingleton<ITurnPublisher, TurnPublisher>();
        services.AddSingleton<OutageHold>();
        services.AddSingleton(provider => new QueueSubscriptionFactory(
            provider.GetRequiredService<IConnection>(),
            provider.GetRequiredService<BrokerTopology>(),
            provider.GetRequiredService<ConfirmedPublisher>(),
            provider.GetRequiredService<IOptions<MessagingOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<QueueSubscription>>()
        ));
        services.AddSingleton(provider => new DeadLetterReplay(
            provider.GetRequiredService<IConnection>(),
            provider.GetRequiredService<BrokerTopology>(),
            provider.GetRequiredService<ConfirmedPublisher>(),
            provider.GetRequiredService<ILogger<DeadLetterReplay>>()
        ));
        return services;
    }
}
