using RabbitMQ.Client;
using Services.Contracts.Topology;

namespace Services.Messaging.Broker;

/// <summary>
/// Declares every exchange and queue of the platform. Idempotent, and done by whoever comes first, so no service has to wait for another.
/// </summary>
internal sealed class BrokerTopology : IDisposable
{
    /// <summary>
    /// Returns to a queue before the broker itself makes a dead letter of a message. Handlers give up much earlier; this stops what
    /// kills its worker before an attempt can be counted. Moving a partition to another worker counts as a return, hence the size.
    /// </summary>
    private const int DeliveryLimit = 200;

    /// <summary>A full queue refuses the publish, and the publisher learns it from the confirm.</summary>
    private const int MaxLength = 100_000;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile bool _declared;

    /// <summary>Declares what is missing; cheap once it has succeeded.</summary>
    public async Task EnsureAsync(IConnection connection, CancellationToken cancellationToken)
    {
        if (_declared)
        {
            return;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_declared)
            {
                return;
            }

            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            await DeclareAsync(channel, cancellationToken);
            _declared = true;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Declares again at the next use: the broker does not know a queue or an exchange that it should.</summary>
    public void Invalidate() => _declared = false;

    public void Dispose() => _gate.Dispose();

    private static async Task DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(
            BrokerNames.TurnsExchange,
            ExchangeType.Direct,
            durable: true,
            cancellationToken: cancellationToken
        );
        await channel.ExchangeDeclareAsync(
            BrokerNames.ControlExchange,
            ExchangeType.Fanout,
            durable: true,
            cancellationToken: cancellationToken
        );
        await channel.ExchangeDeclareAsync(
            BrokerNames.CompletedExchange,
            ExchangeType.Topic,
            durable: true,
            cancellationToken: cancellationToken
        );
        await channel.ExchangeDeclareAsync(
            BrokerNames.DeadLetterExchange,
            ExchangeType.Fanout,
            durable: true,
            cancellationToken: cancellationToken
        );

        await QueueAsync(channel, BrokerNames.DeadLetterQueue, new() { ["x-queue-type"] = "quorum" }, cancellationToken);
        await channel.QueueBindAsync(BrokerNames.DeadLetterQueue, BrokerNames.DeadLetterExchange, "", cancellationToken: cancellationToken);

        await QueueAsync(
            channel,
            BrokerNames.DeadLetterNoticeQueue,
            new() { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = DeliveryLimit },
            cancellationToken
        );
        await channel.QueueBindAsync(
            BrokerNames.DeadLetterNoticeQueue,
            BrokerNames.DeadLetterExchange,
            "",
            cancellationToken: cancellationToken
        );

        for (var partition = 0; partition < BrokerNames.TurnPartitions; partition++)
        {
            var queue = BrokerNames.TurnQueue(partition);
            await QueueAsync(channel, queue, WorkQueue(singleActiveConsumer: true), cancellationToken);
            await channel.QueueBindAsync(queue, BrokerNames.TurnsExchange, queue, cancellationToken: cancellationToken);
        }

        await QueueAsync(channel, BrokerNames.EvaluationQueue, WorkQueue(singleActiveConsumer: false), cancellationToken);
        await channel.QueueBindAsync(
            BrokerNames.EvaluationQueue,
            BrokerNames.CompletedExchange,
            BrokerNames.CompletedKey,
            cancellationToken: cancellationToken
        );
    }

    private static Dictionary<string, object?> WorkQueue(bool singleActiveConsumer)
    {
        var arguments = new Dictionary<string, object?>
        {
            ["x-queue-type"] = "quorum",
            ["x-dead-letter-exchange"] = BrokerNames.DeadLetterExchange,
            ["x-dead-letter-strategy"] = "at-least-once",
            ["x-overflow"] = "reject-publish",
            ["x-max-length"] = MaxLength,
            ["x-delivery-limit"] = DeliveryLimit,
        };
        if (singleActiveConsumer)
        {
            arguments["x-single-active-consumer"] = true;
        }

        return arguments;
    }

    private static Task<QueueDeclareOk> QueueAsync(
        IChannel channel,
        string name,
        Dictionary<string, object?> arguments,
        CancellationToken cancellationToken
    ) =>
        channel.QueueDeclareAsync(
            name,
            durable: true,
            exclusive: false,
            autoDelete: false,
            arguments: arguments,
            cancellationToken: cancellationToken
        );
}
