using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Events;
using Services.Orchestrator.Turns;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>Workers that an operator takes out of service and puts back.</summary>
public sealed class DrainTests(OrchestratorFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WorkerDrain Drain => fixture.Worker.GetRequiredService<WorkerDrain>();

    [Fact]
    public async Task Drain_OfTheOnlyWorker_IsRefusedAndItGoesOn()
    {
        var chat = await Chat.BeginAsync(fixture);
        chat.Script.OnRun = (_, run) => run.ReplyAsync("Here.");

        // Until a worker that an earlier test killed is no longer taken for one.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await Drain.DrainAsync(force: false, Cancellation))
        {
            await Drain.ResumeAsync(Cancellation);
            await timer.WaitForNextTickAsync(Cancellation);
        }

        await chat.CompletionOfAsync(await chat.SendAsync("Hello"));
    }

    [Fact]
    public async Task Drain_WhileATurnRuns_EndsItAndLeavesTheNextUntilResumed()
    {
        var chat = await Chat.BeginAsync(fixture);
        var begun = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        chat.Script.OnRun = async (_, run) =>
        {
            begun.TrySetResult();
            await goOn.Task;
            await run.ReplyAsync("Here.");
        };
        var running = await chat.SendAsync("Hello");
        await begun.Task.WaitAsync(Cancellation);

        var drained = Drain.DrainAsync(force: true, Cancellation);
        try
        {
            Assert.False(drained.IsCompleted);
            goOn.SetResult();
            Assert.True(await drained);
            // What ran has ended before the drain has.
            Assert.Contains(await chat.EventsAsync(), entry => entry.Name == "message:complete");
            await chat.CompletionOfAsync(running);
            var other = await Chat.BeginAsync(fixture);
            other.Script.OnRun = (_, run) => run.ReplyAsync("There.");
            var waiting = await other.SendAsync("Hello");
            Assert.DoesNotContain(await other.EventsAsync(), entry => entry.Name != EventNames.UserMessage);

            await Drain.ResumeAsync(Cancellation);

            await other.CompletionOfAsync(waiting);
        }
        finally
        {
            await Drain.ResumeAsync(Cancellation);
        }
    }

    [Fact]
    public async Task Drain_BesideAnotherWorker_LeavesItTheTurns()
    {
        await using var second = await WorkerProcess.StartAsync(fixture);
        try
        {
            while (!await Drain.DrainAsync(force: false, Cancellation))
            {
                await Task.Delay(50, Cancellation);
            }

            var chat = await Chat.BeginAsync(fixture);
            chat.Script.OnRun = (_, run) => run.ReplyAsync("Here.");
            await chat.CompletionOfAsync(await chat.SendAsync("Hello"));
        }
        finally
        {
            await Drain.ResumeAsync(Cancellation);
        }
    }
}
