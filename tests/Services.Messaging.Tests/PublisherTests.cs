using System.Text.Json;
using RabbitMQ.Client;
using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Contracts.Json;
using Services.Contracts.Topology;
using Services.Contracts.Turns;
using Services.Messaging.Publishing;

namespace Services.Messaging.Tests;

public sealed class PublisherTests(BrokerHost broker)
{
    [Fact]
    public async Task PublishTurn_Session_ArrivesInItsPartitionPersistently()
    {
        var turn = Turn();

        await broker.Publisher.PublishTurnAsync(turn, CancellationToken.None);

        var message = await broker.ConsumeAsync(BrokerNames.TurnQueue(TurnPartition.Of(turn.SessionId, BrokerNames.TurnPartitions)));
        Assert.Equal(turn, JsonSerializer.Deserialize(message.Body.Span, ContractsJson.Default.TurnMessage));
        Assert.Equal(
            (turn.TurnId.ToString(), DeliveryModes.Persistent),
            (message.BasicProperties.MessageId, message.BasicProperties.DeliveryMode)
        );
    }

    [Fact]
    public async Task PublishCompleted_Turn_ArrivesAtTheEvaluation()
    {
        var completed = new TurnCompleted
        {
            SessionId = SessionId.New(),
            TurnId = TurnId.New(),
            Outcome = TurnOutcome.Completed,
            Question = "q",
            Answer = "a",
            DurationMs = 1,
            CompletedAt = DateTimeOffset.UnixEpoch,
        };

        await broker.Publisher.PublishCompletedAsync(completed, CancellationToken.None);

        var message = await broker.TakeAsync(BrokerNames.EvaluationQueue);
        Assert.Equal(completed.TurnId, JsonSerializer.Deserialize(message.Body.Span, ContractsJson.Default.TurnCompleted)!.TurnId);
    }

    [Fact]
    public async Task PublishCancel_NoWorkerListens_IsNoError() =>
        await broker.Publisher.PublishCancelAsync(
            new CancelRequested { SessionId = SessionId.New(), UserId = "u" },
            CancellationToken.None
        );

    [Fact]
    public async Task Publish_NoQueueTakesIt_Throws() =>
        await Assert.ThrowsAsync<PublishFailedException>(() => broker.SendAsync("no-such-queue", "x"));

    [Fact]
    public async Task Publish_UnknownExchange_ThrowsAndTheNextOneSucceeds()
    {
        var queue = await broker.QueueAsync();
        var message = new OutgoingMessage
        {
            Exchange = "no-such-exchange",
            RoutingKey = "",
            MessageId = "1",
            Body = "x"u8.ToArray(),
        };

        await Assert.ThrowsAsync<PublishFailedException>(() => broker.Confirmed.PublishAsync(message, CancellationToken.None));

        await broker.SendAsync(queue, "after");
        Assert.Equal("after", (await broker.TakeAsync(queue)).BasicProperties.MessageId);
    }

    [Fact]
    public async Task Publish_ManyAtOnce_AllArrive()
    {
        var queue = await broker.QueueAsync();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => broker.SendAsync(queue, $"{i}")));

        await using var channel = await broker.Connection.CreateChannelAsync();
        Assert.Equal(200u, await channel.MessageCountAsync(queue));
    }

    [Fact]
    public async Task Publish_Cancelled_ThrowsThatAndNotAFailure() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            broker.Publisher.PublishTurnAsync(Turn(), new CancellationToken(canceled: true))
        );

    private static TurnRequested Turn() =>
        new()
        {
            SessionId = SessionId.New(),
            TurnId = TurnId.New(),
            MessageId = MessageId.New(),
            Ordinal = 1,
            Content = "Hi",
            RequestedAt = DateTimeOffset.UnixEpoch,
            Caller = new Caller
            {
                UserId = "u",
                Name = "n",
                Role = Role.Customer,
            },
        };
}
