using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using EndToEnd.Clients;
using RabbitMQ.Client;
using Switchboard.Testing;
using Switchboard.Testing.OfficialClient;

namespace EndToEnd.Operations;

/// <summary>What operators do with the running platform, as the dashboard and the command line ask for it.</summary>
public sealed class OperatorCommandTests(PlatformFixture platform)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ResourceCommandService Commands => platform.Application.ResourceCommands;

    [Fact]
    public async Task ResetDemoData_Confirmed_BringsBackTheShopOfToday()
    {
        var customer = await Customer.SignInAsync(platform, 4);
        var database = await Database.OpenAsync(platform);
        var order = await database.AddPendingOrderAsync(customer);

        var refused = await Commands.ExecuteCommandAsync("agents", "reset-demo-data", Cancellation);
        Assert.False(refused.Success);
        Assert.True(await database.HasOrderAsync(order));

        var done = await Commands.ExecuteCommandAsync("agents", "reset-demo-data", Arguments("confirm", "true"), Cancellation);
        Assert.True(done.Success, done.Message);
        Assert.False(await database.HasOrderAsync(order));
        Assert.True(await database.HasOrderAsync(customer.Orders[0]));
    }

    [Fact]
    public async Task Drain_OfOneWorker_LeavesTheTurnsToTheOtherAndTheOtherInService()
    {
        var customer = await Customer.SignInAsync(platform, 1);
        await using var clients = await OfficialClients.StartAsync();
        var conversation = await Conversation.StartAsync(clients, platform, customer);
        var workers = platform.Processes("orchestrator").Keys.Order(StringComparer.Ordinal).ToList();

        var drained = await Commands.ExecuteCommandAsync(workers[0], "drain", Cancellation);
        try
        {
            Assert.True(drained.Success, drained.Message);
            var last = await Commands.ExecuteCommandAsync(workers[1], "drain", Cancellation);
            Assert.False(last.Success);
            Assert.Contains("No other worker", last.Message, StringComparison.Ordinal);
            for (var i = 0; i < 4; i++)
            {
                // Sessions of several partitions.
                var another = await conversation.StartAnotherAsync();
                await another.AskAsync($"Where is my order {customer.Orders[0]}?");
            }
        }
        finally
        {
            var resumed = await Commands.ExecuteCommandAsync(workers[0], "resume", Cancellation);
            Assert.True(resumed.Success, resumed.Message);
        }

        await platform.Application.ResourceNotifications.WaitForResourceHealthyAsync("orchestrator", Cancellation);
    }

    [Fact]
    public async Task ReplayDeadLetters_OfAnAnsweredTurn_DropsItsLetter()
    {
        var customer = await Customer.SignInAsync(platform, 1);
        await using var clients = await OfficialClients.StartAsync();
        var conversation = await Conversation.StartAsync(clients, platform, customer);
        var reply = await conversation.AskAsync($"Where is my order {customer.Orders[0]}?");
        var turn = reply.GetProperty("messageId").GetString()!;
        await PublishDeadLetterAsync(turn, conversation.SessionId);

        var none = await Commands.ExecuteCommandAsync("rabbitmq", "replay-dead-letters", Arguments("id", "another"), Cancellation);
        var one = await Commands.ExecuteCommandAsync("rabbitmq", "replay-dead-letters", Arguments("id", turn), Cancellation);

        Assert.True(none.Success && one.Success, $"{none.Message} {one.Message}");
        Assert.Contains("0 replayed, 0 answered already", none.Message, StringComparison.Ordinal);
        Assert.Contains("0 replayed, 1 answered already", one.Message, StringComparison.Ordinal);
    }

    private static InteractionInputCollection Arguments(string name, string value) =>
        new([
            new InteractionInput
            {
                Name = name,
                InputType = InputType.Text,
                Value = value,
            },
        ]);

    private async Task PublishDeadLetterAsync(string turn, string session)
    {
        var broker = await platform.Application.GetConnectionStringAsync("rabbitmq", Cancellation);
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker!) }.CreateConnectionAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
            Cancellation
        );
        await channel.BasicPublishAsync(
            "dead",
            "",
            mandatory: true,
            new BasicProperties
            {
                MessageId = turn,
                Headers = new Dictionary<string, object?> { ["x-original-exchange"] = "turns" },
            },
            JsonSerializer.SerializeToUtf8Bytes(new { sessionId = session, turnId = turn }),
            Cancellation
        );
    }
}
