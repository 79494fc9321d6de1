using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using Services.Contracts.Topology;
using Services.Messaging.Broker;
using Services.Messaging.DeadLetters;
using Services.Messaging.Publishing;

namespace Services.Messaging.Consuming;

/// <summary>
/// Makes subscriptions. <see cref="QueueConsumer{TMessage}"/> is simpler where one queue is consumed for the life of the service.
/// </summary>
public sealed partial class QueueSubscriptionFactory
{
    private readonly IConnection _connection;
    private readonly BrokerTopology _topology;
    private readonly ConfirmedPublisher _publisher;
    private readonly MessagingOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<QueueSubscription> _logger;

    internal QueueSubscriptionFactory(
        IConnection connection,
        BrokerTopology topology,
        ConfirmedPublisher publisher,
        IOptions<MessagingOptions> options,
        TimeProvider time,
        ILogger<QueueSubscription> logger
    )
    {
        _connection = connection;
        _topology = topology;
        _publisher = publisher;
        _options = options.Value;
        _time = time;
        _logger = logger;
    }

    /// <summary>
    /// A subscription that runs once <see cref="QueueSubscription.RunAsync"/> is called. Handlers are started in the order of delivery; the
    /// part before their first await holds up the next one. A handler that throws gets its message again after a wait.
    /// </summary>
    public QueueSubscription Create(SubscriptionSettings settings, Func<QueueDelivery, CancellationToken, Task<Disposition>> handler) =>
        new(_connection, _topology, _publisher, settings, handler, _options, _time, _logger);

    /// <summary>A subscription with a queue of its own to everything that is broadcast on the control exchange.</summary>
    public QueueSubscription CreateControl(Func<QueueDelivery, CancellationToken, Task<Disposition>> handler) =>
        Create(
            new SubscriptionSettings
            {
                Queue = BrokerNames.ControlExchange,
                Prefetch = 64,
                Declare = DeclareControlAsync,
            },
            handler
        );

    /// <summary>
    /// A subscription to the notices of dead letters that the broker made, because a message came back too often; each is counted and
    /// logged here. What a consumer gave up it has counted itself.
    /// </summary>
    public QueueSubscription CreateDeadLetterNotices(Func<DeadLetter, QueueDelivery, CancellationToken, Task<Disposition>> handler) =>
        Create(
            new SubscriptionSettings { Queue = BrokerNames.DeadLetterNoticeQueue, Prefetch = 16 },
            async (delivery, cancellationToken) =>
            {
                if (DeadLetterHeaders.BrokersReasonOf(delivery.Headers) is not { } reason)
                {
                    return Disposition.Ack;
                }

                var letter = new DeadLetter(
                    delivery.MessageId,
                    DeadLetterHeaders.ExchangeOf(delivery.Headers),
                    DeadLetterHeaders.QueueOf(delivery.Headers),
                    delivery.Body,
                    DeadLetterHeaders.ReplaysOf(delivery.Headers)
                );
                var disposition = await handler(letter, delivery, cancellationToken);
                MessagingTelemetry.DeadLetters.Add(1, new KeyValuePair<string, object?>("messaging.destination.name", letter.Queue));
                LogGivenUpByBroker(letter.Queue, letter.MessageId, reason);
                return disposition;
            }
        );

    [LoggerMessage(LogLevel.Error, "Message {MessageId} of {Queue} became a dead letter by the broker: {Reason}")]
    private partial void LogGivenUpByBroker(string? queue, string? messageId, string reason);

    private static async Task<string> DeclareControlAsync(IChannel channel, CancellationToken cancellationToken)
    {
        var queue = await channel.QueueDeclareAsync(
            "",
            durable: false,
            exclusive: true,
            autoDelete: true,
            cancellationToken: cancellationToken
        );
        await channel.QueueBindAsync(queue.QueueName, BrokerNames.ControlExchange, "", cancellationToken: cancellationToken);
        return queue.QueueName;
    }
}
