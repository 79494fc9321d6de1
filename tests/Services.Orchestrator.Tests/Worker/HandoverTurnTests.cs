using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Agents;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Json;
using Services.Contracts.Messages;
using Services.Contracts.Turns;
using Services.Conversations.Approvals;
using Services.Conversations.Erasure;
using Services.Conversations.EventLog;
using Services.Conversations.Handovers;
using Services.Conversations.Messages;
using Services.Conversations.Record;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>The assistant, whatever its model, in conversations that are a person's or wait for one.</summary>
public sealed class HandoverTurnTests(OrchestratorFixture fixture)
{
    private static readonly MessageAuthor Customer = new("user-1", "Ada", AuthorRole.Customer);
    private static readonly MessageAuthor Staff = new("sam", "Sam", AuthorRole.Staff);

    private IHandoverStore Handovers => fixture.Services.GetRequiredService<IHandoverStore>();

    [Fact]
    public async Task Turn_WhileAPersonIsWaitedFor_SaysSoAndAsksNoAgent()
    {
        var chat = await Chat.BeginAsync(fixture);
        await Handovers.RequestAsync(chat.Session, Customer, "A lamp", CancellationToken.None);

        var complete = await chat.CompletionOfAsync(await chat.SendAsync("hello?"));

        Assert.Contains("A person of our team will answer you here", complete.Content);
        Assert.Equal(complete.Content, (await chat.HistoryAsync())[^1].Content);
        Assert.Empty(chat.Script.Runs.All);
    }

    [Theory]
    [InlineData("continue with the assistant")]
    [InlineData("ok, I don't need a person any more. Where is my order?")]
    public async Task Turn_OfACustomerWhoWaitsNoMore_IsAnsweredAsEver(string said)
    {
        var chat = await Chat.BeginAsync(fixture);
        await Handovers.RequestAsync(chat.Session, Customer, null, CancellationToken.None);

        await chat.CompletionOfAsync(await chat.SendAsync(said));

        Assert.Single(chat.Script.Runs.All);
        Assert.Contains(await chat.EventsAsync(), entry => entry.Name == EventNames.HandoverReturned);
        Assert.Equal(ResponderKind.Assistant, (await Handovers.FindAsync(chat.Session, CancellationToken.None)).Now?.Kind);
    }

    [Theory]
    [InlineData("I don't want to talk with the bot")]
    [InlineData("I had trouble with the assistant")]
    [InlineData("please do not continue with the assistant")]
    public async Task Turn_OfACustomerWhoSpeaksOfTheAssistant_GoesOnWaiting(string said)
    {
        var chat = await Chat.BeginAsync(fixture);
        await Handovers.RequestAsync(chat.Session, Customer, null, CancellationToken.None);

        await chat.CompletionOfAsync(await chat.SendAsync(said));

        Assert.Empty(chat.Script.Runs.All);
        Assert.Equal(ResponderKind.Queue, (await Handovers.FindAsync(chat.Session, CancellationToken.None)).Now?.Kind);
    }

    [Fact]
    public async Task Turn_OfAnErasedSession_AsksNobodyAndLeavesNothing()
    {
        var chat = await Chat.BeginAsync(fixture);
        var turn = await chat.AcceptAsync("Where is it?");
        await fixture.Services.GetRequiredService<IErasureStore>().EraseAsync(chat.Session, CancellationToken.None);

        await chat.PublishAsync(turn);
        await UntilAsync(async () =>
        {
            await using var ended = fixture.Database.CreateCommand(
                "select exists (select from orchestrator.turns where turn_id = $1 and state = 'finished')"
            );
            ended.Parameters.Add(new() { Value = turn.TurnId.Value });
            return await ended.ExecuteScalarAsync(CancellationToken.None) is true;
        });

        Assert.Empty(chat.Script.Runs.All);
        await using var left = fixture.Database.CreateCommand(
            "select count(*) from orchestrator.checkpoints where turn_id = $1 and state::text like '%Where is it%'"
        );
        left.Parameters.Add(new() { Value = turn.TurnId.Value });
        Assert.Equal(0L, await left.ExecuteScalarAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Turn_WhereNobodyCameToTellThatItWasGivenBack_IsAnsweredAndThatIsTold()
    {
        var chat = await Chat.BeginAsync(fixture);
        var log = fixture.Services.GetRequiredService<ISessionEventLog>();
        await Handovers.ClaimAsync(chat.Session, Staff, CancellationToken.None);
        var claimed = new HandoverClaimed
        {
            SessionId = chat.Session,
            Timestamp = 1,
            UserId = Staff.UserId,
            DisplayName = Staff.Name,
        };
        await log.AppendHandoverAsync(chat.Session, [claimed], toPerson: true, CancellationToken.None);
        await log.AppendHandoverAsync(chat.Session, [claimed], toPerson: true, CancellationToken.None);
        // The gateway dies here.
        await Handovers.ReturnAsync(chat.Session, Staff, ResponderKind.Person, "All well.", CancellationToken.None);

        await chat.CompletionOfAsync(await chat.SendAsync("Where is my order?"));

        var events = await chat.EventsAsync();
        Assert.Single(events, entry => entry.Name == EventNames.HandoverClaimed);
        Assert.Single(events, entry => entry.Name == EventNames.HandoverReturned);
    }

    [Fact]
    public async Task Turn_ThatWaitedWhileAPersonCame_IsLeftToThePerson()
    {
        var chat = await Chat.BeginAsync(fixture);
        var turn = await chat.AcceptAsync("Where is it?");
        await Handovers.ClaimAsync(chat.Session, Staff, CancellationToken.None);

        await chat.PublishAsync(turn);
        await UntilAsync(async () => (await chat.HistoryAsync())[0].Status == MessageStatus.Unscreened);

        Assert.DoesNotContain(await chat.EventsAsync(), entry => entry.Name is EventNames.MessageChunk or EventNames.MessageComplete);
        Assert.Empty(chat.Script.Runs.All);
        Assert.Single(await chat.HistoryAsync());
    }

    [Fact]
    public async Task Turn_ThatRunsWhenAPersonTakesIt_SaysNothingMoreAndEnds()
    {
        var chat = await Chat.BeginAsync(fixture);
        var claimed = new TaskCompletionSource();
        chat.Script.OnRun = async (_, run) =>
        {
            await run.SayAsync("The first sentence is here. ");
            await claimed.Task;
            await run.SayAsync("This one comes too late. ");
            await run.SayAsync("And so does this. ");
        };

        var turn = await chat.SendAsync("Tell me");
        await chat.UntilAsync(entry => entry.Name == EventNames.MessageChunk);
        await Handovers.ClaimAsync(chat.Session, Staff, CancellationToken.None);
        await fixture
            .Services.GetRequiredService<ISessionEventLog>()
            .AppendHandoverAsync(
                chat.Session,
                [
                    new HandoverClaimed
                    {
                        SessionId = chat.Session,
                        Timestamp = 1,
                        UserId = Staff.UserId,
                        DisplayName = Staff.Name,
                    },
                ],
                toPerson: true,
                CancellationToken.None
            );
        claimed.SetResult();
        await UntilAsync(async () => (await chat.HistoryAsync()) is [_, { Status: MessageStatus.Interrupted }]);

        var events = await chat.EventsAsync();
        Assert.Equal("The first sentence is here. ", await chat.ChunksOfAsync(turn));
        Assert.Equal(EventNames.HandoverClaimed, events[^1].Name);
        Assert.Equal("The first sentence is here. ", (await chat.HistoryAsync())[^1].Content);
    }

    [Fact]
    public async Task Turn_AfterAPersonGaveItBack_KnowsWhatTheySaidAsOursAndNotAsTheCustomers()
    {
        var chat = await Chat.BeginAsync(fixture);
        var messages = fixture.Services.GetRequiredService<IMessageStore>();
        await chat.CompletionOfAsync(await chat.SendAsync("My lamp is broken"));
        await Handovers.ClaimAsync(chat.Session, Staff, CancellationToken.None);
        await messages.AcceptAsync(chat.Session, Staff, "yes, cancel it all", null, null, CancellationToken.None);
        await messages.AcceptAsync(chat.Session, Customer, "Thank you", null, null, CancellationToken.None);
        await Handovers.ReturnAsync(chat.Session, Staff, ResponderKind.Person, "A new lamp was sent.", CancellationToken.None);

        await chat.CompletionOfAsync(await chat.SendAsync("What now?"));

        var context = chat.Script.Runs.All[^1].Messages;
        Assert.Equal(
            [
                (MessageRole.User, "My lamp is broken"),
                (MessageRole.Assistant, "Your order is on its way. It arrives tomorrow."),
                (MessageRole.Assistant, "[Sam, a person of our team] yes, cancel it all"),
                (MessageRole.User, "Thank you"),
                (MessageRole.Assistant, "[Sam, a person of our team, gave the conversation back] A new lamp was sent."),
                (MessageRole.User, "What now?"),
            ],
            context.Select(message => (message.Role, message.Content))
        );
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await holds())
        {
            await Task.Delay(25, patience.Token);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Claim_BehindAYesThatWon_LetsItBeCarriedOutWithoutAWordBehindIt(bool agentSpeaks)
    {
        var chat = await Chat.BeginAsync(fixture);
        chat.Script.OnRun = async (_, run) =>
        {
            await run.SayAsync("Shall I? ");
            await run.SendAsync(new ApprovalNeeded(Cancel, "Cancel #W1."));
            await run.CompleteAsync();
        };
        var asking = await chat.SendAsync("Cancel it");
        await chat.CompletionOfAsync(asking);
        var approvals = fixture.Services.GetRequiredService<IApprovalStore>();
        var asked = (await approvals.FindForTurnAsync(chat.Session, asking.TurnId, CancellationToken.None))!;
        chat.Script.OnRun = async (_, run) =>
        {
            await run.SendAsync(new ToolCallStarted(Cancel));
            await run.SendAsync(new ToolCallCompleted(Cancel, ToolCalls.Result(Cancel, "1") with { Effect = "#W1 is cancelled." }));
            if (agentSpeaks)
            {
                await run.SayAsync("It is cancelled. ");
            }

            await run.CompleteAsync();
        };
        var yes = new ApprovalAnswered
        {
            SessionId = chat.Session,
            TurnId = TurnId.New(),
            MessageId = MessageId.New(),
            Caller = chat.Caller,
            RequestedAt = DateTimeOffset.UtcNow,
            Ordinal = asking.Ordinal + 1,
            ApprovalId = asked.Id,
            Approved = true,
        };
        // The answer wins, then a person takes the session, and the rest of the turn comes after that.
        Assert.True(await approvals.TryResolveAsync(asked.Id, yes.TurnId, ApprovalStatus.Approved, CancellationToken.None));
        var claim = await Handovers.ClaimAsync(chat.Session, Staff, CancellationToken.None);
        Assert.Empty(claim.Withdrawn);
        var claimed = new HandoverClaimed
        {
            SessionId = chat.Session,
            Timestamp = 1,
            UserId = Staff.UserId,
            DisplayName = Staff.Name,
        };
        await fixture
            .Services.GetRequiredService<ISessionEventLog>()
            .AppendHandoverAsync(chat.Session, [claimed], toPerson: true, CancellationToken.None);

        await chat.PublishAsync(yes);
        await UntilFinishedAsync(yes);

        var record = await fixture.Services.GetRequiredService<IConversationRecord>().ReadAsync(chat.Session, 10, CancellationToken.None);
        Assert.Equal("#W1 is cancelled.", Assert.Single(record.Calls).Result.Effect);
        var events = await chat.EventsAsync();
        var at = events.ToList().FindIndex(entry => entry.Name == EventNames.HandoverClaimed);
        Assert.DoesNotContain(events.Skip(at), entry => entry.Name is EventNames.MessageChunk or EventNames.MessageComplete);
    }

    private async Task UntilFinishedAsync(TurnMessage turn)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            await using var command = fixture.Database.CreateCommand("select state from orchestrator.turns where turn_id = $1");
            command.Parameters.Add(new() { Value = turn.TurnId.Value });
            if (await command.ExecuteScalarAsync(patience.Token) is "finished")
            {
                return;
            }

            await Task.Delay(20, patience.Token);
        }
    }

    private static readonly ToolCall Cancel = new()
    {
        CallId = "c9",
        Name = "cancel_pending_order",
        Arguments = ToolCalls.Json("""{"order_id":"#W1"}"""),
    };
}
