using RabbitMQ.Client.Exceptions;

namespace Services.Messaging.Broker;

/// <summary>
/// What counts as the broker being out of reach, which a new channel or connection may cure, as opposed to a fault of the program.
/// </summary>
internal static class BrokerOutage
{
    public static bool Is(Exception exception) =>
        exception is RabbitMQClientException or IOException or TimeoutException or ObjectDisposedException;
}
