using Services.Contracts;
using Services.Contracts.Json;
using Services.Contracts.Messages;
using Services.Contracts.Topology;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>Turns that cannot be run.</summary>
public sealed class DeadLetterTests(OrchestratorFixture fixture)
{
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
}
