using ServiceDefaults.Health;

namespace Microsoft.Extensions.Hosting;

/// <summary>Connects a service to the platform's RabbitMQ.</summary>
public static class BrokerRegistration
{
    // The client waits this long before each try, and a broker that has come back would wait for it.
    private static readonly TimeSpan RecoveryInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Registers the connection of that name. The client's own spans are off: those of <c>Services.Messaging</c> carry what the conventions
    /// want, and link a delivery to the turn that it belongs to.
    /// </summary>
    public static void AddPlatformBroker(this IHostApplicationBuilder builder, string connectionName)
    {
        builder.AddRabbitMQClient(
            connectionName,
            settings => settings.DisableTracing = true,
            factory => factory.NetworkRecoveryInterval = RecoveryInterval
        );
        builder.Services.NameHealthCheck("RabbitMQ.Client", connectionName);
    }
}
