using Services.Contracts;
using Services.Contracts.Events;
using Services.Contracts.Json;
using Services.Contracts.Turns;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>Which turns run when: once, in order within a session, in parallel across sessions.</summary>
public sealed class ScheduledTurnTests(OrchestratorFixture fixture)
{
    [Fact]
    public async Task Turn_DeliveredTwice_RunsOnce()
    {
        var chat = await Chat.BeginAsync(fixture);
        var turn = await chat.SendAsync("Hello");
        await chat.CompletionOfAsync(turn);
        var before = (await chat.EventsAsync()).Count;

        await chat.PublishAsync(turn);
        await chat.CompletionOfAsync(await chat.SendAsync("Again"));

        Assert.Equal(2, chat.Script.Runs.All.Count);
        Assert.Single((await chat.EventsAsync()).Take(before), entry => entry.Name == EventNames.MessageComplete);
        Assert.Equal(2, (await chat.EventsAsync()).Count(entry => entry.Name == EventNames.MessageComplete));
    }

    [Fact]
    public async Task Turns_OfOneSession_RunOneAfterAnotherInOrder()
    {
        var chat = await Chat.BeginAsync(fixture);
        var running = 0;
        var overlapped = false;
        chat.Script.OnRun = async (request, run) =>
        {
            overlapped |= Interlocked.Increment(ref running) > 1;
            await run.SayAsync($"You said {request.Messages[^1].Content}. ");
            await Task.Delay(20);
            Interlocked.Decrement(ref running);
            await run.ReplyAsync("Bye.");
        };

        var turns = new List<TurnRequested>();
        for (var i = 0; i < 6; i++)
        {
            turns.Add(await chat.SendAsync($"message {i}"));
        }

        await chat.EndOfAsync(turns[^1]);

        Assert.False(overlapped);
        var order = (await chat.EventsAsync())
            .Where(entry => entry.Name == EventNames.MessageComplete)
            .Select(entry => Chat.Read(entry, ContractsJson.Default.MessageComplete).ReplyTo);
        Assert.Equal(turns.Select(turn => (Contracts.Ids.MessageId?)turn.MessageId), order);
    }

    [Fact]
    public async Task Turns_OfDifferentSessions_RunInParallel()
    {
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = 0;
        var chats = new List<(Chat Chat, TurnRequested Turn)>();
        for (var i = 0; i < 8; i++)
        {
            var chat = await Chat.BeginAsync(fixture);
            chat.Script.OnRun = async (_, run) =>
            {
                if (Interlocked.Increment(ref running) == 8)
                {
                    all.TrySetResult();
                }

                await all.Task.WaitAsync(TimeSpan.FromSeconds(20));
                await run.ReplyAsync("Here.");
            };
            chats.Add((chat, await chat.SendAsync("Hello")));
        }

        foreach (var (chat, turn) in chats)
        {
            await chat.CompletionOfAsync(turn);
        }
    }
}
