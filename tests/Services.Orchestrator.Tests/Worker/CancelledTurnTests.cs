using System.Diagnostics;
using Services.Contracts.Events;
using Services.Contracts.Guardrails;
using Services.Contracts.Messages;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>Turns that their user cancels, while they run and before.</summary>
public sealed class CancelledTurnTests(OrchestratorFixture fixture)
{
    [Fact]
    public async Task Turn_Cancelled_KeepsWhatWasStreamed()
    {
        var chat = await Chat.BeginAsync(fixture);
        chat.Script.OnRun = async (_, run) =>
        {
            await run.SayAsync("First sentence. Second ");
            await run.HangAsync();
        };
        var turn = await chat.SendAsync("Tell me a story");
        await chat.UntilAsync(entry => entry.Name == EventNames.MessageChunk);

        await chat.CancelAsync();
        var complete = await chat.CompletionOfAsync(turn);

        Assert.True(complete.Metadata.Interrupted);
        Assert.StartsWith("First sentence. ", complete.Content);
        Assert.Equal(complete.Content, await chat.ChunksOfAsync(turn));
        Assert.Equal([MessageStatus.Answered, MessageStatus.Interrupted], (await chat.HistoryAsync()).Select(message => message.Status));
        await chat.Script.Aborted.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Turn_CancelledWhileItsWordsAreChecked_EndsAtOnce(bool atTheInput)
    {
        var chat = await Chat.BeginAsync(fixture);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Verdict? Away(GuardrailRequest _)
        {
            asked.TrySetResult();
            return null;
        }

        if (atTheInput)
        {
            chat.Script.OnInput = Away;
        }
        else
        {
            chat.Script.OnOutput = Away;
        }

        var turn = await chat.SendAsync("Hello");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10));
        var stopped = Stopwatch.GetTimestamp();
        await chat.CancelAsync();
        var complete = await chat.CompletionOfAsync(turn);

        Assert.True(complete.Metadata.Interrupted);
        Assert.InRange(Stopwatch.GetElapsedTime(stopped), TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Turns_InterruptedBeforeTheyBegan_RunNoAgentButTheirSuccessorDoes()
    {
        var chat = await Chat.BeginAsync(fixture);
        var (first, second, successor) = (await chat.AcceptAsync("One"), await chat.AcceptAsync("Two"), await chat.AcceptAsync("Three"));
        await chat.NoteCancellationAsync(first.MessageId, second.MessageId);

        foreach (var turn in new[] { first, second, successor })
        {
            await chat.PublishAsync(turn);
        }

        Assert.True((await chat.CompletionOfAsync(first)).Metadata.Interrupted);
        Assert.True((await chat.CompletionOfAsync(second)).Metadata.Interrupted);
        Assert.False((await chat.CompletionOfAsync(successor)).Metadata.Interrupted);
        Assert.Equal("Three", Assert.Single(chat.Script.Runs.All).Messages[^1].Content);
    }

    [Fact]
    public async Task Turn_CancelledBeforeItBegan_RunsNoAgentButALaterOneDoes()
    {
        var chat = await Chat.BeginAsync(fixture);
        var turn = await chat.AcceptAsync("Never mind this");
        await chat.NoteCancellationAsync();

        await chat.PublishAsync(turn);
        var complete = await chat.CompletionOfAsync(turn);
        await chat.CompletionOfAsync(await chat.SendAsync("But this"));

        Assert.True(complete.Metadata.Interrupted);
        Assert.Equal("But this", Assert.Single(chat.Script.Runs.All).Messages[^1].Content);
    }
}
