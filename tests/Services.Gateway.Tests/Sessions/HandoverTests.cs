using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Access;
using Services.Contracts.Agents;
using Services.Contracts.Ids;
using Services.Contracts.Turns;
using Services.Conversations.Approvals;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Sessions;

/// <summary>Conversations that go from the assistant to a person and back, as their members are told.</summary>
public sealed class HandoverTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    [Fact]
    public async Task Message_OfStaff_IsShownAsTheirsTakesTheConversationAndBeginsNoTurn()
    {
        var customer = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(customer);
        var person = GatewayHost.NewOperator();
        var staff = await ConnectAsync(person);

        await staff.AskAsync("session:join", new { sessionId = session });
        var ack = await staff.AskAsync("message:send", new { sessionId = session, content = "Hello, this is a person." });

        Assert.False(ack.TryGetProperty("replyId", out _));
        var said = await customer.WaitForAsync("message:user");
        Assert.Equal(
            (person.Name, "staff", person.UserId),
            (said.GetProperty("name").GetString(), said.GetProperty("role").GetString(), said.GetProperty("userId").GetString())
        );
        Assert.Equal(person.Name, (await customer.WaitForAsync("handover:claimed")).GetProperty("name").GetString());
        Assert.Empty(Worker.TurnsOf(session));

        // And the assistant is silent when the customer answers the person.
        ack = await customer.AskAsync("message:send", new { sessionId = session, content = "Good to hear." });
        Assert.False(ack.TryGetProperty("replyId", out _));
        Assert.Empty(Worker.TurnsOf(session));
    }

    [Fact]
    public async Task Claim_OfSeveral_OneWinsAndTheOthersAreToldWho()
    {
        var session = await CreateSessionAsync(await ConnectAsync(GatewayHost.NewCustomer()));
        var people = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(i => ConnectAsync(GatewayHost.NewOperator() with { Name = $"Person {i}" }))
        );

        var answers = await Task.WhenAll(people.Select(person => person.AskAsync("handover:claim", new { sessionId = session })));

        var winner = Assert.Single(answers, answer => !answer.TryGetProperty("error", out _)).GetProperty("name").GetString()!;
        foreach (var lost in answers.Where(answer => answer.TryGetProperty("error", out _)))
        {
            Assert.Equal("HANDOVER_CONFLICT", Code(lost));
            Assert.Contains(winner, lost.GetProperty("error").GetProperty("message").GetString());
        }
    }

    [Fact]
    public async Task Claim_WhileAReplyRuns_IsFollowedByNoWordOfTheAssistant()
    {
        var customer = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(customer);
        await customer.AskAsync("message:send", new { sessionId = session, content = TestWorker.Unanswered });
        var turn = await Worker.WaitForTurnAsync(session);
        var staff = await ConnectAsync(GatewayHost.NewOperator());

        await staff.AskAsync("handover:claim", new { sessionId = session });
        await TestWorker.ReplyAsync(Gateway.Log, session, turn.TurnId, turn.MessageId, "Too ", "late.");
        await customer.WaitForAsync("handover:claimed");
        await staff.AskAsync("handover:return", new { sessionId = session, summary = "All is well." });
        await customer.WaitForAsync("handover:returned");

        Assert.DoesNotContain(customer.Events, e => e.Name is "message:chunk" or "message:complete");
        await customer.AskAsync("message:send", new { sessionId = session, content = "And now?" });
        await customer.WaitForAsync("message:complete");
    }

    [Fact]
    public async Task Claim_WithAnOpenQuestion_WithdrawsIt()
    {
        var user = GatewayHost.NewCustomer();
        var customer = await ConnectAsync(user);
        var session = await CreateSessionAsync(customer);
        var approvals = Gateway.Services.GetRequiredService<IApprovalStore>();
        var turn = TurnId.New();
        var asked = new ApprovalId(turn.Value);
        await approvals.AddAsync(
            new Approval
            {
                Id = asked,
                SessionId = session,
                TurnId = turn,
                UserId = user.UserId,
                Agent = "order",
                Call = new ToolCall
                {
                    CallId = "1",
                    Name = "cancel_pending_order",
                    Arguments = JsonElement.Parse("{}"),
                },
                Statement = "Cancel it.",
                Transcript = [],
                ExpiresAt = DateTimeOffset.UtcNow.AddMinutes(5),
            },
            CancellationToken.None
        );

        await (await ConnectAsync(GatewayHost.NewOperator())).AskAsync("handover:claim", new { sessionId = session });
        var resolved = await customer.WaitForAsync("approval:resolved");
        var late = await customer.AskAsync(
            "approval:respond",
            new
            {
                sessionId = session,
                approvalId = asked,
                approved = true,
            }
        );

        Assert.Equal("withdrawn", resolved.GetProperty("outcome").GetString());
        Assert.Equal("APPROVAL_NOT_PENDING", Code(late));
        Assert.Empty(Worker.TurnsOf(session));
    }

    [Fact]
    public async Task Request_ByTheCustomer_IsQueuedOnceAndMayBeTakenBack()
    {
        var customer = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(customer);

        var first = await customer.AskAsync("handover:request", new { sessionId = session, reason = "A broken lamp" });
        var second = await customer.AskAsync("handover:request", new { sessionId = session });
        var queued = await customer.WaitForAsync("handover:queued");
        var back = await customer.AskAsync("handover:return", new { sessionId = session });

        Assert.Equal(("queue", "queue"), (first.GetProperty("responder").GetString(), second.GetProperty("responder").GetString()));
        Assert.True(queued.GetProperty("position").GetInt32() >= 1);
        Assert.Equal("assistant", back.GetProperty("responder").GetString());
        Assert.Single(customer.Events, e => e.Name == "handover:queued");
    }

    [Fact]
    public async Task Claim_ByACustomer_IsRefused()
    {
        var customer = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(customer);

        Assert.Equal("SESSION_ACCESS_DENIED", Code(await customer.AskAsync("handover:claim", new { sessionId = session })));
        Assert.Equal("HANDOVER_CONFLICT", Code(await customer.AskAsync("handover:return", new { sessionId = session })));
    }

    [Fact]
    public async Task Http_QueueClaimReplyAndReturn_WorkAsTheEventsDo()
    {
        var customer = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(customer);
        await customer.AskAsync("handover:request", new { sessionId = session, reason = "A broken lamp" });
        using var staff = Gateway.HttpFor(GatewayHost.NewOperator());
        using var other = Gateway.HttpFor(GatewayHost.NewCustomer());

        var queue = await staff.GetFromJsonAsync<JsonElement>("/handovers?limit=200", TestContext.Current.CancellationToken);
        var waiting = Assert.Single(queue.EnumerateArray(), open => open.GetProperty("sessionId").GetString() == session.ToString());
        Assert.Equal("A broken lamp", waiting.GetProperty("reason").GetString());

        var claimed = await staff.PostAsJsonAsync($"/sessions/{session}/handover/claim", new { }, TestContext.Current.CancellationToken);
        var said = await staff.PostAsJsonAsync(
            $"/sessions/{session}/messages",
            new { content = "I am on it.", clientMessageId = "one" },
            TestContext.Current.CancellationToken
        );
        var returned = await staff.PostAsJsonAsync(
            $"/sessions/{session}/handover/return",
            new { summary = "A new lamp is on its way." },
            TestContext.Current.CancellationToken
        );

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Accepted, HttpStatusCode.OK),
            (claimed.StatusCode, said.StatusCode, returned.StatusCode)
        );
        Assert.Equal("I am on it.", (await customer.WaitForAsync("message:user")).GetProperty("content").GetString());
        Assert.Equal("A new lamp is on its way.", (await customer.WaitForAsync("handover:returned")).GetProperty("summary").GetString());
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await other.GetAsync(new Uri("/handovers", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode
        );
    }

    [Fact]
    public async Task List_NamesTheCustomerAndThePlaceWhoeverAsked()
    {
        var user = GatewayHost.NewCustomer() with { Name = "Ada" };
        var customer = await ConnectAsync(user);
        var (first, second) = (await CreateSessionAsync(customer), await CreateSessionAsync(customer));
        await customer.AskAsync("message:send", new { sessionId = first, content = "My lamp is broken" });
        await customer.WaitForAsync("message:complete");
        var person = await ConnectAsync(GatewayHost.NewOperator() with { Name = "Dana" });
        await person.AskAsync("handover:request", new { sessionId = first, reason = "Needs a colleague" });
        await customer.AskAsync("handover:request", new { sessionId = second });
        using var staff = Gateway.HttpFor(GatewayHost.NewOperator());

        var queue = await staff.GetFromJsonAsync<JsonElement>("/handovers?limit=200", TestContext.Current.CancellationToken);

        var (asked, own) = (Waiting(queue, first), Waiting(queue, second));
        Assert.Equal(("Ada", "Dana"), (asked.GetProperty("customerName").GetString(), asked.GetProperty("askedBy").GetString()));
        Assert.Equal(("Ada", "Ada"), (own.GetProperty("customerName").GetString(), own.GetProperty("askedBy").GetString()));
        Assert.True(asked.GetProperty("position").GetInt32() < own.GetProperty("position").GetInt32());
        var standing = await customer.AskAsync("handover:request", new { sessionId = second });
        Assert.Equal(standing.GetProperty("position").GetInt32(), own.GetProperty("position").GetInt32());
    }

    [Fact]
    public async Task Request_ByStaff_IsTakenBackByWhoAskedAndNoOtherMember()
    {
        var session = await CreateSessionAsync(await ConnectAsync(GatewayHost.NewCustomer()));
        var (person, other) = (await ConnectAsync(GatewayHost.NewOperator()), await ConnectAsync(GatewayHost.NewOperator()));
        await person.AskAsync("handover:request", new { sessionId = session });

        var refused = await other.AskAsync("handover:return", new { sessionId = session });
        var back = await person.AskAsync("handover:return", new { sessionId = session });

        Assert.Equal("HANDOVER_CONFLICT", Code(refused));
        Assert.Equal("assistant", back.GetProperty("responder").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Message_OfStaffInTheRoomsDialect_TakesTheConversationWithOrWithoutTheAssistant(bool useAi)
    {
        var customer = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(customer);
        var person = GatewayHost.NewOperator();
        var staff = await ConnectAsync(person);
        await staff.AskAsync("join_room", session.ToString());

        await staff.AskAsync(
            "send_message",
            new
            {
                roomId = session.ToString(),
                content = "Hello, this is a person.",
                useAi,
            }
        );

        Assert.Equal(person.Name, (await customer.WaitForAsync("handover:claimed")).GetProperty("name").GetString());
        var said = await customer.WaitForAsync("message:user");
        Assert.Equal(("staff", person.Name), (said.GetProperty("role").GetString(), said.GetProperty("name").GetString()));
        Assert.Single(customer.Events, e => e.Name == "message:user");
        Assert.Empty(Worker.TurnsOf(session));
    }

    private static JsonElement Waiting(JsonElement queue, SessionId session) =>
        Assert.Single(queue.EnumerateArray(), open => open.GetProperty("sessionId").GetString() == session.ToString());
}
