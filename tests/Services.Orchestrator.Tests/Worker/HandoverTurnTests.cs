using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Events;
using Services.Contracts.Json;
using Services.Contracts.Messages;
using Services.Conversations.EventLog;
using Services.Conversations.Handovers;
using Services.Conversations.Messages;

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
        await messages.AcceptAsync(chat.Session, Staff, "yes, cancel it all", null, CancellationToken.None);
        await messages.AcceptAsync(chat.Session, Customer, "Thank you", null, CancellationToken.None);
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
}
