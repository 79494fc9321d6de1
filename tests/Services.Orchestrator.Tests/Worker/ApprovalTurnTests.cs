using Services.Contracts;
using Services.Contracts.Agents;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Json;
using Services.Contracts.Messages;
using Services.Contracts.Turns;
using Services.Conversations.EventLog;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>Writes that wait for the user's yes, and what else the user may say.</summary>
public sealed class ApprovalTurnTests(OrchestratorFixture fixture)
{
    private static readonly ToolCall Cancel = new()
    {
        CallId = "c9",
        Name = "cancel_pending_order",
        Arguments = ToolCalls.Json("""{"order_id":"#W1"}"""),
    };

    [Fact]
    public async Task Ask_WriteTool_EndsTheTurnAndRequestsApproval()
    {
        var (chat, _, request) = await AskAsync();

        Assert.Equal(("cancel_pending_order", "I will cancel #W1."), (request.Tool, request.Reason));
        var complete = await chat.UntilAsync(entry => entry.Name == EventNames.MessageComplete);
        var metadata = Chat.Read(
            complete.Single(entry => entry.Name == EventNames.MessageComplete),
            ContractsJson.Default.MessageComplete
        ).Metadata;
        Assert.Equal(request.ApprovalId, metadata.ApprovalId);
    }

    [Theory]
    [InlineData("yes", true)]
    [InlineData("No, thanks.", false)]
    public async Task Answer_Typed_ContinuesTheTranscriptWithinTheApprovalsScope(string text, bool approved)
    {
        var (chat, _, request) = await AskAsync();

        var answer = await chat.SendAsync(text);
        await chat.CompletionOfAsync(answer);

        var run = chat.Script.Runs.All[^1];
        Assert.Equal(request.ApprovalId.ToString(), run.IdempotencyScope);
        Assert.Equal((Cancel.CallId, approved), (run.Approval!.CallId, run.Approval.Approved));
        Assert.Equal(Cancel.CallId, Assert.Single(run.Messages[^1].ToolCalls).CallId);
        Assert.Equal("Shall I? ", run.Messages[^1].Content[^9..]);
        Assert.Equal(approved ? ApprovalOutcome.Approved : ApprovalOutcome.Rejected, OutcomeOf(await chat.EventsAsync()));
    }

    [Fact]
    public async Task Answer_ByButton_RunsOnceHoweverOftenItIsPressed()
    {
        var (chat, _, request) = await AskAsync();

        var answer = await chat.AnswerAsync(request.ApprovalId, approved: true);
        await chat.AnswerAsync(request.ApprovalId, approved: true);
        await chat.CompletionOfAsync(answer);
        await chat.CompletionOfAsync(await chat.SendAsync("Thanks"));

        Assert.Single(chat.Script.Runs.All, run => run.Approval is not null);
    }

    [Fact]
    public async Task Answer_AfterItWasAnswered_IsToldSoAndChangesNothing()
    {
        var (chat, _, request) = await AskAsync();
        await chat.CompletionOfAsync(await chat.SendAsync("no"));

        var late = await chat.AnswerAsync(request.ApprovalId, approved: true);
        var error = Chat.Read((await chat.EndOfAsync(late))[^1], ContractsJson.Default.MessageError);

        Assert.Equal(ErrorCodes.ApprovalNotPending, error.Error);
        Assert.Single(chat.Script.Runs.All, run => run.Approval is not null);
    }

    [Fact]
    public async Task Answer_OfAnotherSessionsApproval_IsRefused()
    {
        var (_, _, request) = await AskAsync();
        var stranger = await Chat.BeginAsync(fixture);

        var answer = await stranger.AnswerAsync(request.ApprovalId, approved: true);
        var error = Chat.Read((await stranger.EndOfAsync(answer))[^1], ContractsJson.Default.MessageError);

        Assert.Equal(ErrorCodes.ApprovalNotPending, error.Error);
        Assert.Empty(stranger.Script.Runs.All);
    }

    [Fact]
    public async Task Message_OfAnotherKind_SupersedesTheQuestionAndIsAnswered()
    {
        var (chat, _, request) = await AskAsync();

        var turn = await chat.SendAsync("Where is my other order?");
        await chat.CompletionOfAsync(turn);

        Assert.Null(chat.Script.Runs.All[^1].Approval);
        Assert.Equal(ApprovalOutcome.Withdrawn, OutcomeOf(await chat.EventsAsync()));
        var late = await chat.AnswerAsync(request.ApprovalId, approved: true);
        Assert.Equal(EventNames.MessageError, (await chat.EndOfAsync(late))[^1].Name);
    }

    [Fact]
    public async Task Carry_AgentDiesAfterTheTool_GoesOnWithItsResultInTheSameScope()
    {
        var (chat, _, request) = await AskAsync();
        chat.Script.OnRun = async (run, writer) =>
        {
            if (run.Approval is not null)
            {
                await writer.SendAsync(new ToolCallStarted(Cancel));
                await writer.SendAsync(new ToolCallCompleted(Cancel, ToolCalls.Result(Cancel, "\"cancelled\"")));
                await chat.UntilAsync(entry =>
                    entry.Name == EventNames.AssistantThinking
                    && System.Text.Encoding.UTF8.GetString(entry.Payload.Span).Contains("completed")
                );
                writer.Die();
                return;
            }

            await writer.ReplyAsync("It is cancelled.");
        };

        var answer = await chat.AnswerAsync(request.ApprovalId, approved: true);
        var complete = await chat.CompletionOfAsync(answer);

        var again = chat.Script.Runs.All[^1];
        Assert.Equal("It is cancelled.", complete.Content);
        Assert.Equal(request.ApprovalId.ToString(), again.IdempotencyScope);
        Assert.Equal(MessageRole.Tool, again.Messages[^1].Role);
        Assert.Single(again.Messages, message => message.ToolCalls.Count > 0);
    }

    private static ApprovalOutcome OutcomeOf(IReadOnlyList<LogEntry> events) =>
        Chat.Read(events.Single(entry => entry.Name == EventNames.ApprovalResolved), ContractsJson.Default.ApprovalResolved).Outcome;

    private async Task<(Chat Chat, TurnRequested Turn, ApprovalRequested Request)> AskAsync()
    {
        var chat = await Chat.BeginAsync(fixture);
        chat.Script.OnRun = async (request, run) =>
        {
            if (request.Approval is not null || request.Messages[^1].Content != "Cancel it")
            {
                await run.ReplyAsync("All right.");
                return;
            }

            await run.SayAsync("I will cancel #W1. Shall I? ");
            await run.SendAsync(new ApprovalNeeded(Cancel, "I will cancel #W1."));
            await run.CompleteAsync();
        };
        var turn = await chat.SendAsync("Cancel it");
        var events = await chat.UntilAsync(entry => entry.Name == EventNames.ApprovalRequested);
        return (
            chat,
            turn,
            Chat.Read(events.Single(entry => entry.Name == EventNames.ApprovalRequested), ContractsJson.Default.ApprovalRequested)
        );
    }
}
