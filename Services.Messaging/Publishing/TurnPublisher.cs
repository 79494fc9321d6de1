using System.Text.Json;
using Services.Contracts.Json;
using Services.Contracts.Topology;
using Services.Contracts.Turns;

namespace Services.Messaging.Publishing;

/// <inheritdoc/>
internal sealed class TurnPublisher(ConfirmedPublisher publisher) : ITurnPublisher
{
    public Task PublishTurnAsync(TurnMessage turn, CancellationToken cancellationToken) =>
        publisher.PublishAsync(
            new OutgoingMessage
            {
                Exchange = BrokerNames.TurnsExchange,
                RoutingKey = BrokerNames.TurnQueue(TurnPartition.Of(turn.SessionId, BrokerNames.TurnPartitions)),
                MessageId = turn.TurnId.ToString(),
                Body = JsonSerializer.SerializeToUtf8Bytes(turn, ContractsJson.Default.TurnMessage),
            },
            cancellationToken
        );

    public Task PublishCancelAsync(CancelRequested cancel, CancellationToken cancellationToken) =>
        publisher.PublishAsync(
            new OutgoingMessage
            {
                Exchange = BrokerNames.ControlExchange,
                RoutingKey = "",
                MessageId = Guid.CreateVersion7().ToString(),
                Body = JsonSerializer.SerializeToUtf8Bytes(cancel, ContractsJson.Default.CancelRequested),
                Mandatory = false,
            },
            cancellationToken
        );

    public Task PublishCompletedAsync(TurnCompleted completed, CancellationToken cancellationToken) =>
        publisher.PublishAsync(
            new OutgoingMessage
            {
                Exchange = BrokerNames.CompletedExchange,
                RoutingKey = BrokerNames.CompletedKey,
                MessageId = completed.TurnId.ToString(),
                Body = JsonSerializer.SerializeToUtf8Bytes(completed, ContractsJson.Default.TurnCompleted),
            },
            cancellationToken
        );
}
