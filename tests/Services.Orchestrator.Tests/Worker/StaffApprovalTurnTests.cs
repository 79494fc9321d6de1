using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Access;
using Services.Contracts.Agents;
using Services.Contracts.Events;
using Services.Contracts.Json;
using Services.Contracts.Turns;
using Services.Conversations.Handovers;
using Services.Conversations.Messages;
using Services.Conversations.Sessions;
using Services.Conversations.StaffApprovals;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>Changes that move much: the customer agrees first, then a member of staff decides, and the customer is told.</summary>
public sealed class StaffApprovalTurnTests(OrchestratorFixture fixture)
{
    private const string Statement = "Cancel #W1; $12,000.00 goes back.";

    private static readonly ToolCall Cancel = new()
    {
        CallId = "c9",
        Name = "cancel_pending_order",
        Arguments = ToolCalls.Json("""{"order_id":"#W1"}"""),
    };

    private static readonly Caller Dana = new()
    {
        UserId = "dana",
        Name = "Dana",
        Role = Role.Operator,
    };

    private IStaffApprovalStore Staff => fixture.Services.GetRequiredService<IStaffApprovalStore>();

    public enum Consent
    {
        Button,
        TypedYes,
    }

    [Theory]
    [InlineData(Consent.Button)]
    [InlineData(Consent.TypedYes)]
    public async Task Yes_ToWhatMovesMuch_WaitsForStaffAndTellsSoInsteadOfRunning(Consent consent)
    {
        var (chat, asked) = await AskAsync();

        var yes = await AgreeAsync(chat, asked, consent);
        var told = await chat.CompletionOfAsync(yes);

        Assert.True(asked.NeedsStaff);
        Assert.Contains("a colleague has to approve it", told.Content);
        Assert.Contains(Statement, told.Content);
        Assert.DoesNotContain(chat.Script.Runs.All, run => run.Approval is not null);
        var escalated = Chat.Read(
            (await chat.EventsAsync()).Single(entry => entry.Name == EventNames.ApprovalEscalated),
            ContractsJson.Default.ApprovalEscalated
        );
        Assert.Equal((asked.ApprovalId, 12_000m, Statement), (escalated.ApprovalId, escalated.Amount, escalated.Reason));
        Assert.Equal(StaffApprovalStatus.Pending, (await Staff.FindAsync(asked.ApprovalId, CancellationToken.None))!.Status);
    }

    [Fact]
    public async Task Approval_OfStaff_IsCarriedOutOnceAndToldWithTheName()
    {
        var (chat, asked) = await EscalateAsync();
        chat.Script.OnRun = CarryOutAsync(chat);

        var decided = await DecideAsync(asked, approved: true);
        await chat.PublishAsync(decided);
        await chat.PublishAsync(decided);
        var told = await chat.CompletionOfAsync(decided);

        Assert.Contains("Order #W1 is cancelled.", told.Content);
        Assert.EndsWith("Dana, a colleague, has approved this.", told.Content);
        var run = Assert.Single(chat.Script.Runs.All, run => run.Approval is not null);
        Assert.Equal((true, true, Statement), (run.Approval!.Approved, run.Approval.IsApprovedByStaff, run.Approval.Statement));
        Assert.Equal((asked.ApprovalId.ToString(), chat.Caller), (run.IdempotencyScope, run.Caller));
        Assert.Equal(("approved", "Dana"), await OutcomeAsync(chat));

        chat.Script.OnRun = (_, writer) => writer.ReplyAsync("Yes, it is.");
        await chat.CompletionOfAsync(await chat.SendAsync("Is that done?"));
        var known = chat.Script.Runs.All[^1].Messages;
        Assert.Equal("Order #W1 is cancelled.", Assert.Single(known, message => message.ToolResult is not null).ToolResult!.Effect);
    }

    [Fact]
    public async Task Decline_OfStaff_IsToldWithNameAndReasonAndAsksNoModel()
    {
        var (chat, asked) = await EscalateAsync();
        var runs = chat.Script.Runs.All.Count;

        var decided = await DecideAsync(asked, approved: false, "Only half of it came back.");
        await chat.PublishAsync(decided);
        var told = await chat.CompletionOfAsync(decided);

        Assert.Contains($"Dana, a colleague, has not approved this: {Statement} Nothing was changed.", told.Content);
        Assert.Contains("Only half of it came back.", told.Content);
        Assert.Equal(runs, chat.Script.Runs.All.Count);
        Assert.Equal(("declined", "Dana"), await OutcomeAsync(chat));

        await chat.CompletionOfAsync(await chat.SendAsync("Why?"));
        var result = Assert.Single(chat.Script.Runs.All[^1].Messages, message => message.ToolResult is not null).ToolResult!;
        Assert.Equal(RefusalKind.Refused, result.Refusal);
        Assert.Contains("Dana", result.Result.GetString());
    }

    [Fact]
    public async Task Decision_OfSeveral_OneCounts()
    {
        var (_, asked) = await EscalateAsync();

        var won = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(i =>
                    Staff.TryDecideAsync(asked.ApprovalId, Dana with { UserId = $"p{i}" }, i % 2 == 0, null, CancellationToken.None)
                )
        );

        Assert.Single(won, true);
    }

    [Fact]
    public async Task Decision_ThatNobodyHandedOver_IsFoundAndCarriedOut()
    {
        var (chat, asked) = await EscalateAsync();
        chat.Script.OnRun = CarryOutAsync(chat);

        var decided = await DecideAsync(asked, approved: true);

        Assert.Contains("Order #W1 is cancelled.", (await chat.CompletionOfAsync(decided)).Content);
    }

    [Fact]
    public async Task Time_ThatIsOver_EndsItAndTellsTheCustomer()
    {
        await fixture.StopWorkerAsync();
        await fixture.StartWorkerAsync(
            new("Orchestrator:Approvals:StaffLifetime", "00:00:01"),
            new("Orchestrator:Approvals:SweepInterval", "00:00:00.200")
        );
        var (chat, asked) = await EscalateAsync();
        var request = (await Staff.FindAsync(asked.ApprovalId, CancellationToken.None))!;

        var told = await chat.CompletionOfAsync(request.ToTurn(0, DateTimeOffset.UtcNow));

        Assert.Contains("No colleague has decided on this in time", told.Content);
        Assert.Equal(("expired", null), await OutcomeAsync(chat));
        Assert.False(await Staff.TryDecideAsync(asked.ApprovalId, Dana, true, null, CancellationToken.None));
        await fixture.RestartWorkerAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("withdraw the request")]
    [InlineData("Please withdraw my request.")]
    public async Task Customer_WhoTakesItBack_IsToldAndStaffCannotDecide(string? words)
    {
        var (chat, asked) = await EscalateAsync();

        TurnMessage back = words is null ? await chat.AnswerAsync(asked.ApprovalId, approved: false) : await chat.SendAsync(words);
        var told = await chat.CompletionOfAsync(back);

        Assert.Contains($"The request is withdrawn: {Statement} Nothing was changed.", told.Content);
        Assert.Equal(("withdrawn", null), await OutcomeAsync(chat));
        Assert.False(await Staff.TryDecideAsync(asked.ApprovalId, Dana, true, null, CancellationToken.None));
    }

    [Theory]
    [InlineData("no")]
    [InlineData("Where is my other order? Do not withdraw the request.")]
    public async Task Customer_WhoWritesOtherThings_IsAnsweredAndItGoesOnWaiting(string words)
    {
        var (chat, asked) = await EscalateAsync();

        await chat.CompletionOfAsync(await chat.SendAsync(words));

        Assert.Equal(StaffApprovalStatus.Pending, (await Staff.FindAsync(asked.ApprovalId, CancellationToken.None))!.Status);
        var result = Assert.Single(chat.Script.Runs.All[^1].Messages, message => message.ToolResult is not null).ToolResult!;
        Assert.Contains("has not decided yet", result.Result.GetString());
    }

    [Fact]
    public async Task Yes_ToTheSameAgain_WithdrawsTheEarlierRequest()
    {
        var (chat, first) = await EscalateAsync();
        var second = await AskAsync(chat);
        await chat.CompletionOfAsync(await AgreeAsync(chat, second, Consent.Button));

        Assert.Equal(StaffApprovalStatus.Withdrawn, (await Staff.FindAsync(first.ApprovalId, CancellationToken.None))!.Status);
        Assert.Equal(StaffApprovalStatus.Pending, (await Staff.FindAsync(second.ApprovalId, CancellationToken.None))!.Status);
    }

    [Fact]
    public async Task Order_ThatChangedMeanwhile_IsAskedAboutAnewAsOneCall()
    {
        var (chat, asked) = await EscalateAsync();
        const string now = "Cancel #W1; $11,000.00 goes back.";
        chat.Script.OnRun = async (_, writer) =>
        {
            await writer.SayAsync($"This has changed. {now} Shall I? ");
            await writer.SendAsync(new ApprovalNeeded(Cancel, now, 11_000m));
            await writer.CompleteAsync();
        };

        await chat.PublishAsync(await DecideAsync(asked, approved: true));
        var events = await chat.UntilAsync(entry => entry.Name == EventNames.ApprovalRequested && Request(entry).Reason == now);
        var anew = events.Where(entry => entry.Name == EventNames.ApprovalRequested).Select(Request).Last();

        Assert.NotEqual(asked.ApprovalId, anew.ApprovalId);
        chat.Script.OnRun = CarryOutAsync(chat);
        await chat.CompletionOfAsync(await AgreeAsync(chat, anew, Consent.Button));
        await chat.CompletionOfAsync(await DecideAsync(anew, approved: true));
        var run = chat.Script.Runs.All[^1];
        Assert.Equal((now, anew.ApprovalId.ToString()), (run.Approval!.Statement, run.IdempotencyScope));
        Assert.Single(run.Messages, message => message.ToolCalls.Count > 0);
    }

    [Fact]
    public async Task Claim_OfTheConversation_TakesItFromStaff()
    {
        var (chat, asked) = await EscalateAsync();
        var handovers = fixture.Services.GetRequiredService<IHandoverStore>();

        var claim = await handovers.ClaimAsync(
            chat.Session,
            new("sam", "Sam", Services.Contracts.Messages.AuthorRole.Staff),
            CancellationToken.None
        );

        Assert.Equal([asked.ApprovalId], claim.WithdrawnFromStaff);
        Assert.False(await Staff.TryDecideAsync(asked.ApprovalId, Dana, true, null, CancellationToken.None));
    }

    [Fact]
    public async Task Session_WithARequestThatWaits_IsNotEndedAsIdleAndTakesItAlongWhenItIsEnded()
    {
        var (chat, asked) = await EscalateAsync();
        var sessions = fixture.Services.GetRequiredService<ISessionStore>();

        var ended = await sessions.EndIdleAsync(DateTimeOffset.UtcNow.AddHours(1), 1_000, CancellationToken.None);
        Assert.DoesNotContain(chat.Session, ended);

        await sessions.EndAsync(chat.Session, CancellationToken.None);
        Assert.Equal(StaffApprovalStatus.Withdrawn, (await Staff.FindAsync(asked.ApprovalId, CancellationToken.None))!.Status);
    }

    private static ApprovalRequested Request(Services.Conversations.EventLog.LogEntry entry) =>
        Chat.Read(entry, ContractsJson.Default.ApprovalRequested);

    private static async Task<(string Outcome, string? Name)> OutcomeAsync(Chat chat)
    {
        var entry = (await chat.EventsAsync()).First(entry => entry.Name == EventNames.ApprovalDecided);
        var decided = Chat.Read(entry, ContractsJson.Default.ApprovalDecided);
        return (EnumNames.Of(decided.Outcome), decided.DecidedBy);
    }

    private Func<AgentRunRequest, RunWriter, Task> CarryOutAsync(Chat chat) =>
        async (run, writer) =>
        {
            if (run.Approval is null)
            {
                await writer.ReplyAsync("All right.");
                return;
            }

            var done = ToolCalls.Result(Cancel, "\"cancelled\"") with { Effect = "Order #W1 is cancelled." };
            await writer.SendAsync(new ToolCallStarted(Cancel));
            await writer.SendAsync(new ToolCallCompleted(Cancel, done));
            await writer.ReplyAsync("Order #W1 is cancelled.");
        };

    private async Task<StaffDecided> DecideAsync(ApprovalRequested asked, bool approved, string? reason = null)
    {
        Assert.True(await Staff.TryDecideAsync(asked.ApprovalId, Dana, approved, reason, CancellationToken.None));
        var decided = (await Staff.FindAsync(asked.ApprovalId, CancellationToken.None))!;
        var messages = fixture.Services.GetRequiredService<IMessageStore>();
        var ordinal = (await messages.NextOrdinalAsync(decided.SessionId, CancellationToken.None))!.Value;
        return decided.ToTurn(ordinal, DateTimeOffset.UtcNow);
    }

    private static async Task<TurnMessage> AgreeAsync(Chat chat, ApprovalRequested asked, Consent consent) =>
        consent == Consent.Button ? await chat.AnswerAsync(asked.ApprovalId, approved: true) : await chat.SendAsync("yes");

    private async Task<(Chat Chat, ApprovalRequested Asked)> EscalateAsync()
    {
        var (chat, asked) = await AskAsync();
        await chat.CompletionOfAsync(await AgreeAsync(chat, asked, Consent.Button));
        return (chat, asked);
    }

    private async Task<(Chat Chat, ApprovalRequested Asked)> AskAsync()
    {
        var chat = await Chat.BeginAsync(fixture);
        return (chat, await AskAsync(chat));
    }

    private static async Task<ApprovalRequested> AskAsync(Chat chat)
    {
        chat.Script.OnRun = async (request, run) =>
        {
            if (request.Messages[^1].Content != "Cancel it")
            {
                await run.ReplyAsync("All right.");
                return;
            }

            await run.SayAsync("I will cancel #W1. Shall I? ");
            await run.SendAsync(new ApprovalNeeded(Cancel, Statement, 12_000m));
            await run.CompleteAsync();
        };
        await chat.CompletionOfAsync(await chat.SendAsync("Cancel it"));
        return (await chat.EventsAsync()).Where(entry => entry.Name == EventNames.ApprovalRequested).Select(Request).Last();
    }
}
