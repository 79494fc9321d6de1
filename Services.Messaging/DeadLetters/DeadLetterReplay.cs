using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using Services.Contracts.Topology;
using Services.Messaging.Broker;
using Services.Messaging.Publishing;

namespace Services.Messaging.DeadLetters;

/// <summary>
/// Gives dead letters back to the exchange that they came from. A letter is taken from its queue once the broker has confirmed the message
/// again, so that an interrupted replay loses none, and may replay one twice. Thread safe; two at a time share the letters.
/// </summary>
public sealed partial class DeadLetterReplay
{
    /// <summary>Letters of one call at most: they are held meanwhile.</summary>
    public const int MostLetters = 1_000;

    private static readonly HashSet<string> Annotations =
    [
        BrokerNames.CauseHeader,
        BrokerNames.AttemptsHeader,
        DeadLetterHeaders.Exchange,
        DeadLetterHeaders.RoutingKey,
        DeadLetterHeaders.Queue,
        "x-delivery-count",
        "x-death",
    ];

    private readonly IConnection _connection;
    private readonly BrokerTopology _topology;
    private readonly ConfirmedPublisher _publisher;
    private readonly ILogger<DeadLetterReplay> _logger;

    internal DeadLetterReplay(
        IConnection connection,
        BrokerTopology topology,
        ConfirmedPublisher publisher,
        ILogger<DeadLetterReplay> logger
    )
    {
        _connection = connection;
        _topology = topology;
        _publisher = publisher;
        _logger = logger;
    }

    /// <summary>Replays the letters that are there when it is called.</summary>
    /// <param name="messageId">Only that message's; null for all.</param>
    /// <param name="prepare">Called before a letter goes out; false drops it, since there is nothing left to do.</param>
    /// <param name="cancellationToken">Ends it between two letters.</param>
    public async Task<DeadLetterReplayResult> RunAsync(
        string? messageId,
        Func<DeadLetter, CancellationToken, Task<bool>> prepare,
        CancellationToken cancellationToken
    )
    {
        await _topology.EnsureAsync(_connection, cancellationToken);
        await using var channel = await _connection.CreateChannelAsync(cancellationToken: cancellationToken);
        var waiting = Math.Min(await channel.MessageCountAsync(BrokerNames.DeadLetterQueue, cancellationToken), MostLetters);
        var result = new DeadLetterReplayResult(0, 0, 0);
        for (var i = 0; i < waiting; i++)
        {
            if (await channel.BasicGetAsync(BrokerNames.DeadLetterQueue, autoAck: false, cancellationToken) is not { } got)
            {
                break;
            }

            result += await SettleAsync(got, messageId, prepare, cancellationToken);
            await channel.BasicAckAsync(got.DeliveryTag, multiple: false, CancellationToken.None);
        }

        return result;
    }

    private async Task<DeadLetterReplayResult> SettleAsync(
        BasicGetResult got,
        string? messageId,
        Func<DeadLetter, CancellationToken, Task<bool>> prepare,
        CancellationToken cancellationToken
    )
    {
        var id = got.BasicProperties.MessageId;
        var headers = got.BasicProperties.Headers ?? new Dictionary<string, object?>();
        if (messageId is not null && id != messageId)
        {
            // Written anew behind the others, and past the exchange, which would announce it a second time: giving it back would count as
            // one more delivery, of which the broker allows so many.
            await PublishAsync("", BrokerNames.DeadLetterQueue, got, WithRoutingKey(got, headers));
            return new DeadLetterReplayResult(0, 0, Left: 1);
        }

        var exchange = DeadLetterHeaders.ExchangeOf(headers);
        var letter = new DeadLetter(
            id,
            exchange,
            DeadLetterHeaders.QueueOf(headers),
            got.Body.ToArray(),
            DeadLetterHeaders.ReplaysOf(headers)
        );
        if (!await prepare(letter, cancellationToken))
        {
            LogDropped(id);
            return new DeadLetterReplayResult(0, Dropped: 1, 0);
        }

        await PublishAsync(
            exchange,
            DeadLetterHeaders.RoutingKeyOf(headers) ?? got.RoutingKey,
            got,
            new Dictionary<string, object?>(
                headers.Where(header => !Annotations.Contains(header.Key) && !DeadLetterHeaders.IsOfBroker(header.Key))
            )
            {
                [BrokerNames.ReplayHeader] = letter.Replays + 1,
            }
        );
        LogReplayed(id, exchange);
        return new DeadLetterReplayResult(Replayed: 1, 0, 0);
    }

    /// <summary>The letter's own routing key is another from now on.</summary>
    private static Dictionary<string, object?> WithRoutingKey(BasicGetResult got, IDictionary<string, object?> headers)
    {
        var all = new Dictionary<string, object?>(headers);
        all.TryAdd(DeadLetterHeaders.RoutingKey, got.RoutingKey);
        return all;
    }

    private Task PublishAsync(string exchange, string routingKey, BasicGetResult got, IDictionary<string, object?> headers) =>
        _publisher.PublishAsync(
            new OutgoingMessage
            {
                Exchange = exchange,
                RoutingKey = routingKey,
                MessageId = got.BasicProperties.MessageId ?? Guid.CreateVersion7().ToString(),
                Body = got.Body.ToArray(),
                Headers = headers.AsReadOnly(),
            },
            CancellationToken.None
        );

    [LoggerMessage(LogLevel.Information, "Dead letter {MessageId} is published to '{Exchange}' again.")]
    private partial void LogReplayed(string? messageId, string exchange);

    [LoggerMessage(LogLevel.Information, "Dead letter {MessageId} is dropped: there is nothing left to do.")]
    private partial void LogDropped(string? messageId);
}
