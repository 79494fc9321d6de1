using RabbitMQ.Client.Exceptions;

namespace Services.Messaging.Broker;

/// <summary>Tells a fault of the broker or the network, which a new channel may cure, from a fault of the program.</summary>
internal static class BrokerFaults
{
    public static bool Is(Exception exception) =>
        exception is RabbitMQClientException or IOException or TimeoutException or ObjectDisposedException;
}
