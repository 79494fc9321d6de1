using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Agents;
using Services.Contracts.Events;
using Services.Contracts.Topology;
using Services.Contracts.Turns;
using Services.Orchestrator.Replies;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>What happens to turns when workers come, go, and die.</summary>
public sealed class FailoverTests(OrchestratorFixture fixture)
{
    [Fact]
    public async Task Kill_InTheMiddleOfAReply_TheSuccessorContinuesExactlyAfterWhatWasDelivered()
    {
        const string Text = "One. Two. Three. Four. Five. Six.";
        await using var doomed = await WorkerProcess.StartAsync(fixture);
        var chat = await Chat.BeginAsync(fixture);
        await fixture.StopWorkerAsync();
        chat.Script.OnRun = async (request, run) =>
        {
            if (request.ContinueAfter is null)
            {
                await run.SayAsync(Text[..18]);
                await run.HangAsync();
            }

            await run.ReplyAsync(Text[request.ContinueAfter!.Length..]);
        };
        var turn = await chat.SendAsync("Count");
        await chat.UntilAsync(entry => entry.Name == EventNames.MessageChunk);
        var delivered = await chat.ChunksOfAsync(turn);

        await doomed.KillAsync();
        await fixture.StartWorkerAsync();
        var complete = await chat.CompletionOfAsync(turn);

        Assert.Equal(Text, complete.Content);
        Assert.Equal(Text, await chat.ChunksOfAsync(turn));
        Assert.StartsWith(delivered, chat.Script.Runs.All[^1].ContinueAfter!);
        Assert.Single(await chat.EventsAsync(), entry => entry.Name == EventNames.MessageComplete);
        Assert.True(complete.Metadata.FirstTokenMs < complete.Metadata.StreamLatency);
    }

    [Fact]
    public async Task Kill_BesideAnotherWorker_TheOtherTakesTheTurnAtOnce()
    {
        await using var other = await WorkerProcess.StartAsync(fixture);
        await using var doomed = await WorkerProcess.StartAsync(fixture);
        var turns = new List<(Chat Chat, TurnMessage Turn)>();
        for (var i = 0; i < 12; i++)
        {
            var chat = await Chat.BeginAsync(fixture);
            chat.Script.OnRun = async (request, run) =>
            {
                if (request.ContinueAfter is null)
                {
                    await run.SayAsync("A first sentence. And ");
                }

                await Task.Delay(TimeSpan.FromSeconds(2), run.Aborted);
                await run.ReplyAsync("a second.");
            };
            turns.Add((chat, await chat.SendAsync("Hello")));
        }

        await doomed.KillAsync();

        foreach (var (chat, turn) in turns)
        {
            var complete = await chat.CompletionOfAsync(turn);
            Assert.Equal(complete.Content, await chat.ChunksOfAsync(turn));
            Assert.Single(await chat.EventsAsync(), entry => entry.Name == EventNames.MessageComplete);
        }
    }

    [Fact]
    public async Task Stop_WithARunningTurn_GivesItBackAndTheNextWorkerFinishesIt()
    {
        var chat = await Chat.BeginAsync(fixture);
        chat.Script.OnRun = async (request, run) =>
        {
            if (request.ContinueAfter is null)
            {
                await run.SayAsync("Begun. Not ");
                await run.HangAsync();
            }

            await run.ReplyAsync("finished.");
        };
        var turn = await chat.SendAsync("Hello");
        await chat.UntilAsync(entry => entry.Name == EventNames.MessageChunk);

        await fixture.RestartWorkerAsync();
        var complete = await chat.CompletionOfAsync(turn);

        Assert.StartsWith("Begun. ", complete.Content);
        Assert.EndsWith("finished.", complete.Content);
        Assert.Equal(complete.Content, await chat.ChunksOfAsync(turn));
    }

    [Fact]
    public async Task Verify_AnotherWorkerDeliveredMore_IsFenced()
    {
        var chat = await Chat.BeginAsync(fixture);
        var turn = await chat.AcceptAsync("Hello");
        var replies = fixture.Worker.GetRequiredService<ReplyWriter.Factory>();
        var writer = replies.Begin(turn);
        await writer.DeliverAsync(["One. "], [], () => Task.CompletedTask, CancellationToken.None, CancellationToken.None);
        await writer.VerifyAsync(CancellationToken.None);

        var successor = await replies.OpenAsync(turn, [], [], CancellationToken.None);
        await successor.DeliverAsync(["Two."], [], () => Task.CompletedTask, CancellationToken.None, CancellationToken.None);

        await successor.VerifyAsync(CancellationToken.None);
        await Assert.ThrowsAsync<ReplyFencedException>(() => writer.VerifyAsync(CancellationToken.None));
    }
}
