using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Services.Contracts;
using Services.Contracts.Agents;
using Services.Contracts.Events;
using Services.Contracts.Guardrails;
using Services.Contracts.Ids;
using Services.Contracts.Json;
using Services.Contracts.Messages;
using Services.Contracts.Turns;
using Services.Conversations.Record;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>
/// A write that was agreed to, however the agreement came and however the turn ended: the customer is told of it in that turn, and the next
/// one knows it.
/// </summary>
public sealed class WordsAndDeedsTests(OrchestratorFixture fixture)
{
    private const string Effect = "Order #W1 is cancelled.";

    private static readonly ToolCall Cancel = new()
    {
        CallId = "c9",
        Name = "cancel_pending_order",
        Arguments = ToolCalls.Json("""{"order_id":"#W1"}"""),
    };

    public static MatrixTheoryData<Consent, Ending> Table => new(Enum.GetValues<Consent>(), Enum.GetValues<Ending>());

    public enum Consent
    {
        Button,
        TypedYes,
    }

    public enum Ending
    {
        Completed,
        StoppedRightAfterTheTool,
        AgentsDiedAfterTheCommit,
        AgentsStayAway,
        ModelSaysNothing,
        OutputIsBlocked,
        WorkerRestarted,
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Write_AgreedTo_IsToldInItsTurnAndKnownInTheNext(Consent consent, Ending ending)
    {
        var chat = await Chat.BeginAsync(fixture);
        var asked = await AskAsync(chat);
        Arrange(chat, ending);

        var carried = consent == Consent.Button ? await chat.AnswerAsync(asked, approved: true) : (TurnMessage)await chat.SendAsync("yes");
        await EndAsync(chat, ending);
        var told = await WordsOfAsync(chat, carried);
        Assert.Contains(Effect, told);
        Assert.DoesNotContain("othing was changed", told);

        chat.Script.OnRun = (_, run) => run.ReplyAsync("Yes, it is.");
        chat.Script.OnOutput = Verdicts.Allow;
        await chat.CompletionOfAsync(await chat.SendAsync("Is that done?"));
        var known = chat.Script.Runs.All[^1].Messages;
        Assert.Equal(Effect, Assert.Single(known, message => message.ToolResult is { IsError: false }).ToolResult!.Effect);
        Assert.Single(known, message => message.ToolCalls.Count > 0);
        Assert.Equal(MessageRole.User, known[^1].Role);
    }

    [Fact]
    public async Task Write_AfterItsTurnWasStopped_IsNotCommitted()
    {
        var chat = await Chat.BeginAsync(fixture);
        var asked = await AskAsync(chat);
        chat.Script.OnRun = (_, run) => run.HangAsync();
        var carried = await chat.AnswerAsync(asked, approved: true);
        await chat.UntilAsync(entry => entry.Name == EventNames.ApprovalResolved);
        await chat.CancelAsync();
        await chat.CompletionOfAsync(carried);

        Assert.False(await CommitAsync(chat, carried.TurnId));

        chat.Script.OnRun = (_, run) => run.ReplyAsync("No.");
        await chat.CompletionOfAsync(await chat.SendAsync("Is that done?"));
        var result = Assert.Single(chat.Script.Runs.All[^1].Messages, message => message.ToolResult is not null).ToolResult!;
        Assert.Equal((true, RefusalKind.Failed), (result.IsError, result.Refusal));
    }

    [Theory]
    [InlineData(false, RefusalKind.Declined)]
    [InlineData(null, RefusalKind.Superseded)]
    public async Task Question_NotAgreedTo_IsKnownAsSuchInTheNextTurn(bool? answer, RefusalKind kind)
    {
        var chat = await Chat.BeginAsync(fixture);
        var asked = await AskAsync(chat);
        if (answer is { } approved)
        {
            await chat.CompletionOfAsync(await chat.AnswerAsync(asked, approved));
        }

        await chat.CompletionOfAsync(await chat.SendAsync("Where is it?"));

        var result = Assert.Single(chat.Script.Runs.All[^1].Messages, message => message.ToolResult is not null).ToolResult!;
        Assert.Equal((true, kind), (result.IsError, result.Refusal));
    }

    [Fact]
    public async Task Yes_SentBeforeTheQuestionWasAsked_LeavesItOpen()
    {
        var chat = await Chat.BeginAsync(fixture);
        chat.Script.OnRun = AskOr;
        var (ask, early) = (await chat.AcceptAsync("Cancel it"), await chat.AcceptAsync("yes"));
        await chat.PublishAsync(ask);
        await chat.PublishAsync(early);
        await chat.CompletionOfAsync(early);

        Assert.DoesNotContain(await chat.EventsAsync(), entry => entry.Name == EventNames.ApprovalResolved);
        var result = Assert.Single(chat.Script.Runs.All[^1].Messages, message => message.ToolResult is not null).ToolResult!;
        Assert.Equal(RefusalKind.Pending, result.Refusal);
        await chat.CompletionOfAsync(await chat.SendAsync("yes"));
        Assert.True(chat.Script.Runs.All[^1].Approval!.Approved);
    }

    [Fact]
    public async Task Yes_TypedAndByTheButtonAtOnce_IsCarriedOutOnceAndTheOtherIsToldSo()
    {
        var chat = await Chat.BeginAsync(fixture);
        var asked = await AskAsync(chat);
        chat.Script.OnRun = CarryOutAsync(chat);

        var typed = await chat.SendAsync("yes");
        var pressed = await chat.AnswerAsync(asked, approved: true);
        await chat.CompletionOfAsync(typed);
        var late = await WordsOfAsync(chat, pressed);

        Assert.Contains(Effect, late);
        Assert.Single(chat.Script.Runs.All, run => run.Approval is not null);
    }

    [Fact]
    public async Task Answer_OfSomebodyElse_IsRefusedAndLeavesTheQuestionOpen()
    {
        var chat = await Chat.BeginAsync(fixture);
        var asked = await AskAsync(chat);
        var other = await chat.AnswerAsync(asked, approved: true, by: chat.Caller with { UserId = "user-2" });
        var error = Chat.Read((await chat.EndOfAsync(other))[^1], ContractsJson.Default.MessageError);

        Assert.Equal(ErrorCodes.SessionAccessDenied, error.Error);
        chat.Script.OnRun = CarryOutAsync(chat);
        await chat.CompletionOfAsync(await chat.AnswerAsync(asked, approved: true));
    }

    private void Arrange(Chat chat, Ending ending)
    {
        switch (ending)
        {
            case Ending.Completed or Ending.WorkerRestarted:
                chat.Script.OnRun = CarryOutAsync(chat);
                break;
            case Ending.StoppedRightAfterTheTool:
                chat.Script.OnRun = async (run, writer) =>
                {
                    await CommitAsync(chat, run.TurnId);
                    await writer.HangAsync();
                };
                break;
            case Ending.AgentsDiedAfterTheCommit:
                var runs = 0;
                chat.Script.OnRun = async (run, writer) =>
                {
                    await CommitAsync(chat, run.TurnId);
                    if (Interlocked.Increment(ref runs) == 1)
                    {
                        writer.Die();
                        return;
                    }

                    await CarryOutAsync(chat)(run, writer);
                };
                break;
            case Ending.AgentsStayAway:
                chat.Script.OnRun = async (run, writer) =>
                {
                    await CommitAsync(chat, run.TurnId);
                    writer.Die();
                };
                break;
            case Ending.ModelSaysNothing:
                chat.Script.OnRun = async (run, writer) =>
                {
                    await CommitAsync(chat, run.TurnId);
                    await writer.SendAsync(new ToolCallStarted(Cancel));
                    await writer.SendAsync(new ToolCallCompleted(Cancel, Done));
                    await writer.CompleteAsync();
                };
                break;
            case Ending.OutputIsBlocked:
                chat.Script.OnRun = CarryOutAsync(chat);
                chat.Script.OnOutput = _ => Verdicts.Block(GuardrailCategories.UnsafeContent, "No.");
                break;
        }
    }

    private async Task EndAsync(Chat chat, Ending ending)
    {
        if (ending == Ending.StoppedRightAfterTheTool)
        {
            await UntilCommittedAsync(chat);
            await chat.CancelAsync();
        }
        else if (ending == Ending.WorkerRestarted)
        {
            await UntilCommittedAsync(chat);
            await fixture.RestartWorkerAsync();
        }
    }

    private static ToolResult Done => ToolCalls.Result(Cancel, "\"cancelled\"") with { Effect = Effect };

    private static Func<AgentRunRequest, RunWriter, Task> CarryOutAsync(Chat chat) =>
        async (run, writer) =>
        {
            if (run.Messages[^1].ToolResult is null)
            {
                await CommitAsync(chat, run.TurnId);
                await writer.SendAsync(new ToolCallStarted(Cancel));
                await writer.SendAsync(new ToolCallCompleted(Cancel, Done));
            }

            await writer.ReplyAsync($"Done. {Effect}");
        };

    /// <summary>What the agents do in the transaction of a write.</summary>
    private static async Task<bool> CommitAsync(Chat chat, TurnId turn)
    {
        await using var connection = await chat.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var isOpen = await chat
            .Services.GetRequiredService<IConversationRecord>()
            .TryAddAsync(
                transaction,
                new RecordedCall
                {
                    SessionId = chat.Session,
                    TurnId = turn,
                    Call = Cancel,
                    Result = Done,
                },
                CancellationToken.None
            );
        if (isOpen)
        {
            await transaction.CommitAsync();
        }

        return isOpen;
    }

    private static async Task UntilCommittedAsync(Chat chat)
    {
        var record = chat.Services.GetRequiredService<IConversationRecord>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await record.ReadAsync(chat.Session, 1, patience.Token)).Calls.Count == 0)
        {
            await Task.Delay(10, patience.Token);
        }
    }

    /// <summary>All that the customer is told at the end of a turn.</summary>
    private static async Task<string> WordsOfAsync(Chat chat, TurnMessage turn)
    {
        var end = (await chat.EndOfAsync(turn)).Single(entry => entry.Name != EventNames.MessageChunk && Chat.Ends(entry, turn));
        return end.Name switch
        {
            EventNames.MessageComplete => Chat.Read(end, ContractsJson.Default.MessageComplete).Content,
            EventNames.MessageBlocked => Chat.Read(end, ContractsJson.Default.MessageBlocked).Reason,
            _ => Chat.Read(end, ContractsJson.Default.MessageError).Message,
        };
    }

    private static async Task AskOr(AgentRunRequest request, RunWriter run)
    {
        if (request.Approval is not null || request.Messages[^1].Content != "Cancel it")
        {
            await run.ReplyAsync("All right.");
            return;
        }

        await run.SayAsync("I will cancel #W1. Shall I? ");
        await run.SendAsync(new ApprovalNeeded(Cancel, "I will cancel #W1."));
        await run.CompleteAsync();
    }

    private static async Task<ApprovalId> AskAsync(Chat chat)
    {
        chat.Script.OnRun = AskOr;
        await chat.SendAsync("Cancel it");
        var events = await chat.UntilAsync(entry => entry.Name == EventNames.ApprovalRequested);
        return Chat.Read(
            events.Single(entry => entry.Name == EventNames.ApprovalRequested),
            ContractsJson.Default.ApprovalRequested
        ).ApprovalId;
    }
}
