using Services.Contracts;
using Services.Contracts.Agents;
using Services.Contracts.Events;
using Services.Contracts.Json;
using Services.Contracts.Messages;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>Agents that fail in the middle of a reply: it goes on after what was delivered, or ends with it.</summary>
public sealed class ContinuedTurnTests(OrchestratorFixture fixture)
{
    [Fact]
    public async Task Turn_AgentDiesMidReply_ContinuesAfterWhatWasDelivered()
    {
        var chat = await Chat.BeginAsync(fixture);
        chat.Script.OnRun = async (request, run) =>
        {
            if (request.ContinueAfter is null)
            {
                await run.SendAsync(new ToolCallStarted(ToolCalls.Lookup));
                await run.SendAsync(new ToolCallCompleted(ToolCalls.Lookup, ToolCalls.Result(ToolCalls.Lookup, "\"pending\"")));
                await run.SayAsync("Your order is pending. It will ship ");
                await chat.UntilAsync(entry => entry.Name == EventNames.MessageChunk);
                run.Die();
                return;
            }

            await run.ReplyAsync(("Your order is pending. It will ship on Monday.")[request.ContinueAfter.Length..]);
        };

        var turn = await chat.SendAsync("Where is it?");
        var complete = await chat.CompletionOfAsync(turn);

        Assert.Equal("Your order is pending. It will ship on Monday.", complete.Content);
        Assert.Equal(complete.Content, await chat.ChunksOfAsync(turn));
        var again = chat.Script.Runs.All[1];
        Assert.Equal([MessageRole.User, MessageRole.Assistant, MessageRole.Tool], again.Messages.Select(message => message.Role));
        Assert.Equal(chat.Script.Runs.All[0].IdempotencyScope, again.IdempotencyScope);
    }

    [Fact]
    public async Task Turn_AgentDiesAfterARedaction_ContinuesAfterTheAgentsOwnWords()
    {
        var chat = await Chat.BeginAsync(fixture);
        chat.Script.OnOutput = request =>
            request.Text.Contains("4111") ? Verdicts.Redact(request.Text.Replace("4111", "****")) : Verdicts.Allow(request);
        chat.Script.OnRun = async (request, run) =>
        {
            if (request.ContinueAfter is null)
            {
                await run.SayAsync("Your card is 4111. And ");
                await chat.UntilAsync(entry => entry.Name == EventNames.MessageChunk);
                run.Die();
                return;
            }

            await run.ReplyAsync("Done.");
        };

        var turn = await chat.SendAsync("Which card?");
        var complete = await chat.CompletionOfAsync(turn);

        Assert.StartsWith("Your card is 4111. ", chat.Script.Runs.All[1].ContinueAfter);
        Assert.StartsWith("Your card is ****. ", complete.Content);
        Assert.Equal(complete.Content, await chat.ChunksOfAsync(turn));
    }

    [Fact]
    public async Task Turn_AgentKeepsFailing_EndsWithAnErrorAndWhatWasSaid()
    {
        var chat = await Chat.BeginAsync(fixture);
        chat.Script.OnRun = async (request, run) =>
        {
            if (request.ContinueAfter is null)
            {
                await run.SayAsync("One moment. Let me ");
            }

            await run.SendAsync(new RunFailed("MODEL", "overloaded", Retryable: true));
        };

        var turn = await chat.SendAsync("Hello");
        var error = Chat.Read((await chat.EndOfAsync(turn))[^1], ContractsJson.Default.MessageError);

        Assert.Equal(ErrorCodes.AgentUnavailable, error.Error);
        Assert.Equal("One moment. ", error.PartialContent);
        Assert.Equal(MessageStatus.Failed, Assert.Single(await chat.HistoryAsync()).Status);
    }
}
