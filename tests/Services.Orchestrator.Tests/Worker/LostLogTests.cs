using Services.Contracts.Agents;
using Services.Contracts.Events;
using Services.Contracts.Json;
using Services.Contracts.Messages;
using Services.Contracts.Turns;
using Services.Conversations.EventLog;
using StackExchange.Redis;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>Replies while Redis loses all it has: the text is stored whole, and no chunk is shown twice.</summary>
public sealed class LostLogTests(OrchestratorFixture fixture)
{
    private const string First = "Refunds go back to the card that was used. ";
    private const string Second = "That takes five to seven business days.";

    [Fact]
    public async Task Reply_LogIsLostBetweenItsSentences_GoesOnWhereItWas()
    {
        var chat = await Chat.BeginAsync(fixture);
        IReadOnlyList<LogEntry> shown = [];
        chat.Script.OnRun = async (_, run) =>
        {
            await run.SayAsync($"{First}That takes ");
            shown = await chat.UntilAsync(entry => entry.Name == EventNames.MessageChunk);
            await FlushAsync();
            await run.ReplyAsync(Second["That takes ".Length..]);
        };

        await AssertWholeAsync(chat, await chat.SendAsync("How long does a refund take?"), () => shown);
        Assert.Single(chat.Script.Runs.All);
    }

    [Fact]
    public async Task Reply_LogIsLostBeforeItsEnd_IsStoredWhole()
    {
        var chat = await Chat.BeginAsync(fixture);
        IReadOnlyList<LogEntry> shown = [];
        chat.Script.OnRun = (_, run) => run.ReplyAsync(First + Second);
        chat.Script.OnOutput = request =>
        {
            if (request.Text == Second)
            {
                shown = chat.EventsAsync().GetAwaiter().GetResult();
                FlushAsync().GetAwaiter().GetResult();
            }

            return Verdicts.Allow(request);
        };

        await AssertWholeAsync(chat, await chat.SendAsync("How long does a refund take?"), () => shown);
        Assert.Single(chat.Script.Runs.All);
    }

    [Fact]
    public async Task Reply_LogAndWorkerAreLost_GoesOnBehindTheLastCheckpoint()
    {
        var chat = await Chat.BeginAsync(fixture);
        chat.Script.OnRun = async (request, run) =>
        {
            if (request.ContinueAfter is { } after)
            {
                await run.ReplyAsync((First + Second)[after.Length..]);
                return;
            }

            await run.SayAsync(First);
            await run.SendAsync(new ToolCallStarted(ToolCalls.Lookup));
            await run.SendAsync(new ToolCallCompleted(ToolCalls.Lookup, ToolCalls.Result(ToolCalls.Lookup, "\"pending\"")));
            await run.HangAsync();
        };
        var turn = await chat.SendAsync("How long does a refund take?");
        var shown = await chat.UntilAsync(entry =>
            entry.Name == EventNames.AssistantThinking
            && System.Text.Encoding.UTF8.GetString(entry.Payload.Span).Contains("completed", StringComparison.Ordinal)
        );

        await fixture.StopWorkerAsync();
        await FlushAsync();
        await fixture.StartWorkerAsync();

        await AssertWholeAsync(chat, turn, () => shown);
    }

    /// <param name="chat">The user.</param>
    /// <param name="turn">Its turn.</param>
    /// <param name="before">What the log had shown before it was lost.</param>
    private static async Task AssertWholeAsync(Chat chat, TurnRequested turn, Func<IReadOnlyList<LogEntry>> before)
    {
        var complete = await chat.CompletionOfAsync(turn);
        var chunks = before()
            .Concat(await chat.EventsAsync())
            .Where(entry => entry.Name == EventNames.MessageChunk)
            .Select(entry => Chat.Read(entry, ContractsJson.Default.MessageChunk))
            .ToList();

        Assert.Equal(First + Second, complete.Content);
        Assert.Equal(First + Second, (await chat.HistoryAsync()).Single(message => message.Role == MessageRole.Assistant).Content);
        Assert.Equal(Enumerable.Range(0, chunks.Count), chunks.Select(chunk => chunk.ChunkIndex));
        Assert.Equal(First + Second, string.Concat(chunks.Select(chunk => chunk.Content)));
    }

    private async Task FlushAsync()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{fixture.RedisConnectionString},allowAdmin=true");
        await redis.GetServers()[0].FlushAllDatabasesAsync();
    }
}
