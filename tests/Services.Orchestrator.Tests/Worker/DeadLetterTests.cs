using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Services.Contracts;
using Services.Contracts.Events;
using Services.Contracts.Json;
using Services.Contracts.Messages;
using Services.Contracts.Topology;
using Services.Contracts.Turns;
using Services.Conversations.EventLog;
using Services.Messaging.DeadLetters;
using Services.Orchestrator.Turns;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>Turns that cannot be run.</summary>
public sealed class DeadLetterTests(OrchestratorFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turn_ThatAlwaysFails_BecomesADeadLetterAndTheUserIsTold()
    {
        var chat = await Chat.BeginAsync(fixture);
        // PostgreSQL's texts cannot hold this character, so the reply cannot be stored.
        chat.Script.OnRun = (_, run) => run.ReplyAsync("Here\0.");

        var turn = await chat.SendAsync("Hello");
        var error = Chat.Read((await chat.EndOfAsync(turn))[^1], ContractsJson.Default.MessageError);
        var letter = await fixture.TakeAsync(BrokerNames.DeadLetterQueue, turn);

        Assert.Equal(ErrorCodes.Internal, error.Error);
        Assert.Equal(3, letter.BasicProperties.Headers![BrokerNames.AttemptsHeader]);
        Assert.Contains(
            "PostgresException",
            System.Text.Encoding.UTF8.GetString((byte[])letter.BasicProperties.Headers[BrokerNames.CauseHeader]!)
        );
        Assert.Equal(MessageStatus.Failed, Assert.Single(await chat.HistoryAsync()).Status);
        chat.Script.OnRun = (_, run) => run.ReplyAsync("Here.");
        await chat.CompletionOfAsync(await chat.SendAsync("And now?"));
    }

    [Fact]
    public async Task Turn_ThatCannotBeDecoded_BecomesADeadLetterAtOnceAndTheUserIsTold()
    {
        var chat = await Chat.BeginAsync(fixture);
        var turn = await chat.AcceptAsync("Hello") with { Content = null! };

        await chat.PublishAsync(turn);
        var error = Chat.Read((await chat.EndOfAsync(turn))[^1], ContractsJson.Default.MessageError);
        var letter = await fixture.TakeAsync(BrokerNames.DeadLetterQueue, turn);

        Assert.Equal((ErrorCodes.Internal, turn.MessageId), (error.Error, error.ReplyTo));
        Assert.Equal(1, letter.BasicProperties.Headers![BrokerNames.AttemptsHeader]);
    }

    [Fact]
    public async Task Replay_OnceTheCauseIsMended_AnswersTheTurnUnderItsId()
    {
        const string Text = "This cannot be stored yet.";
        var chat = await Chat.BeginAsync(fixture);
        chat.Script.OnRun = (_, run) => run.ReplyAsync(Text);
        await ExecuteAsync($"alter table conversations.messages add constraint broken check (content <> '{Text}') not valid");
        var turn = await chat.SendAsync("Hello");
        await chat.EndOfAsync(turn);
        await ExecuteAsync("alter table conversations.messages drop constraint broken");

        Assert.Equal(1, (await ReplayUntilFoundAsync(turn)).Replayed);

        await chat.UntilAsync(entry => entry.Name == EventNames.MessageComplete);
        Assert.Equal(Text, await chat.ChunksOfAsync(turn));
        Assert.Equal(
            [MessageStatus.Answered, MessageStatus.Complete],
            (await chat.HistoryAsync()).Select(message => message.Status).Order()
        );
    }

    [Fact]
    public async Task Replay_OfATurnThatWasAnsweredSince_DropsTheLetter()
    {
        var chat = await Chat.BeginAsync(fixture);
        chat.Script.OnRun = (_, run) => run.ReplyAsync("Here.");
        var turn = await chat.SendAsync("Hello");
        await chat.CompletionOfAsync(turn);
        while (await fixture.Worker.GetRequiredService<TurnStore>().RecordReceivedAsync(turn, Cancellation))
        {
            await Task.Delay(25, Cancellation);
        }

        await using var channel = await fixture
            .Services.GetRequiredService<IConnection>()
            .CreateChannelAsync(cancellationToken: Cancellation);
        await channel.BasicPublishAsync(
            BrokerNames.DeadLetterExchange,
            "",
            mandatory: true,
            new BasicProperties
            {
                MessageId = turn.TurnId.ToString(),
                Headers = new Dictionary<string, object?> { ["x-original-exchange"] = BrokerNames.TurnsExchange },
            },
            JsonSerializer.SerializeToUtf8Bytes(turn, ContractsJson.Default.TurnMessage),
            Cancellation
        );

        Assert.Equal(1, (await ReplayUntilFoundAsync(turn)).Dropped);
        Assert.Single(await chat.EventsAsync(), entry => entry.Name == EventNames.MessageComplete);
    }

    [Fact]
    public async Task Turn_ThatTheBrokerGivesUp_IsToldToTheUserAndTheSessionGoesOn()
    {
        var chat = await Chat.BeginAsync(fixture);
        TurnRequested turn;
        await fixture.StopWorkerAsync();
        try
        {
            turn = await chat.SendAsync("Hello");
            await ReturnUntilTheBrokerGivesUpAsync(chat);
            await chat.SendAsync("And now?");
        }
        finally
        {
            await fixture.StartWorkerAsync();
        }

        var end = (await chat.EndOfAsync(turn)).Single(entry => Chat.Ends(entry, turn));
        var error = Chat.Read(end, ContractsJson.Default.MessageError);
        Assert.Equal((ErrorCodes.Internal, turn.MessageId), (error.Error, error.ReplyTo));
        await chat.UntilAsync(entry => entry.Name == EventNames.MessageComplete);
        Assert.Equal(MessageStatus.Failed, (await chat.HistoryAsync())[0].Status);
        Assert.Equal(1, (await ReplayUntilFoundAsync(turn)).Replayed);
        Assert.Equal(2, (await chat.UntilAsync(Completed)).Count(entry => entry.Name == EventNames.MessageComplete));

        bool Completed(LogEntry entry) => entry.Name == EventNames.MessageComplete && Chat.Ends(entry, turn);
    }

    [Fact]
    public async Task Letter_ThatTheBrokerDoesNotTakeAtFirst_IsNotLost()
    {
        var chat = await Chat.BeginAsync(fixture);
        chat.Script.OnRun = (_, run) => run.ReplyAsync("Here\0.");
        await using var channel = await fixture
            .Services.GetRequiredService<IConnection>()
            .CreateChannelAsync(cancellationToken: Cancellation);
        string[] queues = [BrokerNames.DeadLetterQueue, BrokerNames.DeadLetterNoticeQueue];
        TurnRequested turn;
        foreach (var queue in queues)
        {
            await channel.QueueUnbindAsync(queue, BrokerNames.DeadLetterExchange, "", cancellationToken: Cancellation);
        }

        try
        {
            turn = await chat.SendAsync("Hello");
            await chat.EndOfAsync(turn);
            await Task.Delay(TimeSpan.FromMilliseconds(500), Cancellation);
        }
        finally
        {
            foreach (var queue in queues)
            {
                await channel.QueueBindAsync(queue, BrokerNames.DeadLetterExchange, "", cancellationToken: Cancellation);
            }
        }

        Assert.Equal(3, (await fixture.TakeAsync(BrokerNames.DeadLetterQueue, turn)).BasicProperties.Headers![BrokerNames.AttemptsHeader]);
        chat.Script.OnRun = (_, run) => run.ReplyAsync("Here.");
        await chat.CompletionOfAsync(await chat.SendAsync("And now?"));
    }

    [Fact]
    public async Task Notice_OfALetterThatWasReplayedSince_DoesNotEndTheTurn()
    {
        var chat = await Chat.BeginAsync(fixture);
        var turn = await chat.AcceptAsync("Hello");
        await fixture.Worker.GetRequiredService<TurnStore>().RecordReceivedAsync(turn, Cancellation);
        var body = JsonSerializer.SerializeToUtf8Bytes<TurnMessage>(turn, ContractsJson.Default.TurnMessage);
        await fixture.Worker.GetRequiredService<DeadLetterHandler>().ReviveAsync(body, replays: 1, Cancellation);

        await using var channel = await fixture
            .Services.GetRequiredService<IConnection>()
            .CreateChannelAsync(cancellationToken: Cancellation);
        var properties = new BasicProperties
        {
            MessageId = turn.TurnId.ToString(),
            Headers = new Dictionary<string, object?>
            {
                ["x-first-death-reason"] = "delivery_limit",
                ["x-first-death-exchange"] = BrokerNames.TurnsExchange,
                ["x-first-death-queue"] = "turns.0",
            },
        };
        await channel.BasicPublishAsync("", BrokerNames.DeadLetterNoticeQueue, mandatory: true, properties, body, Cancellation);
        await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
        await chat.PublishAsync(turn);

        await chat.CompletionOfAsync(turn);
    }

    /// <summary>A consumer that gives each message back, as one that dies each time before it can count.</summary>
    private async Task ReturnUntilTheBrokerGivesUpAsync(Chat chat)
    {
        var queue = BrokerNames.TurnQueue(TurnPartition.Of(chat.Session, BrokerNames.TurnPartitions));
        await using var channel = await fixture
            .Services.GetRequiredService<IConnection>()
            .CreateChannelAsync(cancellationToken: Cancellation);
        await channel.BasicQosAsync(0, 1, global: false, Cancellation);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, e) => await channel.BasicNackAsync(e.DeliveryTag, multiple: false, requeue: true);
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer, Cancellation);
        while (await channel.MessageCountAsync(BrokerNames.DeadLetterNoticeQueue, Cancellation) == 0)
        {
            await Task.Delay(25, Cancellation);
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = fixture.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    /// <summary>The letter is there a moment after its user was told; other tests' letters stay.</summary>
    private async Task<DeadLetterReplayResult> ReplayUntilFoundAsync(TurnMessage turn)
    {
        var replay = fixture.Worker.GetRequiredService<DeadLetterReplay>();
        var handler = fixture.Worker.GetRequiredService<DeadLetterHandler>();
        while (true)
        {
            var result = await replay.RunAsync(
                turn.TurnId.ToString(),
                (letter, token) => handler.ReviveAsync(letter.Body, letter.Replays + 1, token),
                Cancellation
            );
            if (result.Replayed + result.Dropped > 0)
            {
                return result;
            }

            await Task.Delay(25, Cancellation);
        }
    }
}
