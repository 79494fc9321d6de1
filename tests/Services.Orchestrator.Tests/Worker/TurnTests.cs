using Services.Contracts.Agents;
using Services.Contracts.Events;
using Services.Contracts.Json;
using Services.Contracts.Messages;
using Services.Contracts.Turns;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>Turns through the real broker, log and database, with scripted agents and guardrails.</summary>
public sealed class TurnTests(OrchestratorFixture fixture)
{
    [Fact]
    public async Task Turn_Answered_StreamsStoresAndAnnouncesTheReply()
    {
        var chat = await Chat.BeginAsync(fixture);
        chat.Script.OnRun = async (_, run) =>
        {
            await run.SendAsync(new ToolCallStarted(ToolCalls.Lookup));
            await run.SendAsync(new ToolCallCompleted(ToolCalls.Lookup, ToolCalls.Result(ToolCalls.Lookup, """{"status":"pending"}""")));
            await run.ReplyAsync("Your order is pending. ", "Anything else?");
        };

        var turn = await chat.SendAsync("Where is my order #W1?");
        var complete = await chat.CompletionOfAsync(turn);

        Assert.Equal("Your order is pending. Anything else?", complete.Content);
        Assert.Equal(complete.Content, await chat.ChunksOfAsync(turn));
        Assert.Equal(turn.MessageId, complete.ReplyTo);
        Assert.True(complete.Metadata.ChunkCount >= 5);
        Assert.Equal(
            (AgentNames.Order, "order_status", "offline"),
            (complete.Metadata.Agent, complete.Metadata.Route, complete.Metadata.Model)
        );
        Assert.Equal((10, 5), (complete.Metadata.Tokens.Input, complete.Metadata.Tokens.Output));
        Assert.Equal("#W1", Assert.Single(complete.Metadata.Citations).Reference);
        Assert.NotNull(complete.Metadata.FirstTokenMs);

        var thinking = (await chat.EventsAsync())
            .Where(entry => entry.Name == EventNames.AssistantThinking)
            .Select(entry => Chat.Read(entry, ContractsJson.Default.AssistantThinking))
            .Select(e => (e.Stage, e.ToolState))
            .ToList();
        Assert.Equal(
            [("guard", null), ("route", null), ("agent", null), ("tool", ToolState.Started), ("tool", ToolState.Completed)],
            thinking
        );

        var history = await chat.HistoryAsync();
        Assert.Equal([MessageStatus.Answered, MessageStatus.Complete], history.Select(message => message.Status));
        Assert.Equal(complete.Content, history[1].Content);

        var announced = await chat.AnnouncementOfAsync(turn);
        Assert.Equal((TurnOutcome.Completed, complete.Content), (announced.Outcome, announced.Answer));
        Assert.Equal("get_order_details", Assert.Single(announced.Tools).Call.Name);
    }

    [Fact]
    public async Task Turn_AfterAnother_SeesTheConversation()
    {
        var chat = await Chat.BeginAsync(fixture);
        await chat.CompletionOfAsync(await chat.SendAsync("Where is my order?"));

        await chat.CompletionOfAsync(await chat.SendAsync("And the other one?"));

        var seen = chat.Script.Runs.All[1].Messages.Select(message => (message.Role, message.Content));
        Assert.Equal(
            [
                (MessageRole.User, "Where is my order?"),
                (MessageRole.Assistant, "Your order is on its way. It arrives tomorrow."),
                (MessageRole.User, "And the other one?"),
            ],
            seen
        );
    }
}
