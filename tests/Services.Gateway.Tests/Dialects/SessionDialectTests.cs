using System.Text.Json;
using Services.Contracts.Ids;
using Services.Contracts.Turns;
using Services.Gateway.Tests.Hosting;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Dialects;

public sealed class SessionDialectTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    [Fact]
    public async Task Connect_WithAToken_IsWelcomed()
    {
        var socket = await ConnectAsync(GatewayHost.NewCustomer());

        var connected = await socket.WaitForAsync("connected");

        Assert.False(connected.GetProperty("recovered").GetBoolean());
        Assert.Equal(20, connected.GetProperty("socketId").GetString()!.Length);
        Assert.True(connected.GetProperty("serverTime").GetInt64() > 0);
    }

    [Fact]
    public async Task Send_AMessage_IsAcknowledgedAndStreamedInOrder()
    {
        var socket = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(socket);

        var ack = await socket.AskAsync(
            "message:send",
            new
            {
                sessionId = session.ToString(),
                content = "Where is my order?",
                clientMessageId = "c1",
            }
        );
        var complete = await socket.WaitForAsync("message:complete");

        Assert.Equal("c1", ack.GetProperty("clientMessageId").GetString());
        Assert.Equal(ack.GetProperty("replyId").GetString(), complete.GetProperty("messageId").GetString());
        Assert.Equal(
            ack.GetProperty("messageId").GetString(),
            (await socket.WaitForAsync("message:ack")).GetProperty("messageId").GetString()
        );
        var chunks = socket.Events.Where(e => e.Name == "message:chunk").Select(e => e.Argument).ToList();
        Assert.Equal([0, 1, 2], chunks.Select(chunk => chunk.GetProperty("chunkIndex").GetInt32()));
        Assert.Equal(
            complete.GetProperty("content").GetString(),
            string.Concat(chunks.Select(chunk => chunk.GetProperty("content").GetString()))
        );
        Assert.Equal(32, complete.GetProperty("metadata").GetProperty("traceId").GetString()!.Length);
        Assert.Equal([1L, 2L, 3L, 4L, 5L], Sequence(socket));
    }

    [Fact]
    public async Task Send_TheSameClientMessageIdAgain_RunsOnce()
    {
        var socket = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(socket);
        var message = new
        {
            sessionId = session.ToString(),
            content = "Cancel it",
            clientMessageId = "once",
        };

        var first = await socket.AskAsync("message:send", message);
        var second = await socket.AskAsync("message:send", message);
        await socket.WaitForAsync("message:complete");

        Assert.Equal(first.GetProperty("messageId").GetString(), second.GetProperty("messageId").GetString());
        Assert.Equal(first.GetProperty("replyId").GetString(), second.GetProperty("replyId").GetString());
        Assert.Single(Worker.TurnsOf(session));
        Assert.Single(socket.Events, e => e.Name == "message:user");
    }

    [Fact]
    public async Task Send_AMessage_TellsTheWorkerWhoSpeaks()
    {
        var customer = GatewayHost.NewCustomer();
        var socket = await ConnectAsync(customer);
        var session = await CreateSessionAsync(socket);

        await socket.AskAsync("message:send", new { sessionId = session.ToString(), content = "Hello" });
        var turn = Assert.IsType<TurnRequested>(await Worker.WaitForTurnAsync(session));

        Assert.Equal(customer, turn.Caller);
        Assert.Equal("Hello", turn.Content);
        Assert.Equal(1, turn.Ordinal);
    }

    [Theory]
    [InlineData("message:send")]
    [InlineData("message:cancel")]
    [InlineData("session:join")]
    [InlineData("session:end")]
    [InlineData("approval:respond")]
    public async Task Event_OnAnotherCustomersSession_IsDeniedAndChangesNothing(string name)
    {
        var owner = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(owner);
        var stranger = await ConnectAsync(GatewayHost.NewCustomer());

        var answer = await stranger.AskAsync(
            name,
            new
            {
                sessionId = session.ToString(),
                content = "Mine!",
                approvalId = Guid.NewGuid(),
                approved = true,
            }
        );

        Assert.Equal("SESSION_ACCESS_DENIED", Code(answer));
        var error = await stranger.WaitForAsync("error");
        Assert.Equal("SESSION_ACCESS_DENIED", error.GetProperty("code").GetString());
        Assert.Equal(name, error.GetProperty("event").GetString());
        Assert.True(
            (await owner.AskAsync("session:join", new { sessionId = session.ToString(), afterSeq = 0 })).TryGetProperty("sessionId", out _)
        );
        Assert.Empty(Sequence(owner));
        Assert.Empty(Worker.TurnsOf(session));
    }

    [Fact]
    public async Task Join_ByAnOperator_SeesEverything()
    {
        var owner = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(owner);
        await owner.AskAsync("message:send", new { sessionId = session.ToString(), content = "Hello" });
        await owner.WaitForAsync("message:complete");
        var staff = await ConnectAsync(GatewayHost.NewOperator());

        await staff.AskAsync("session:join", new { sessionId = session.ToString(), afterSeq = 0 });

        await staff.WaitForAsync("message:complete");
        Assert.Equal("Hello", (await staff.WaitForAsync("message:user")).GetProperty("content").GetString());
    }

    [Fact]
    public async Task End_ASession_TellsItsMembersAndTakesNoMore()
    {
        var customer = GatewayHost.NewCustomer();
        var socket = await ConnectAsync(customer);
        var other = await ConnectAsync(customer);
        var session = await CreateSessionAsync(socket);
        await other.AskAsync("session:join", new { sessionId = session.ToString() });

        await socket.AskAsync("session:end", new { sessionId = session.ToString() });

        await socket.WaitForAsync("session:ended");
        await other.WaitForAsync("session:ended");
        Assert.Equal("SESSION_ENDED", Code(await other.AskAsync("message:send", new { sessionId = session.ToString(), content = "More" })));
        Assert.Equal("SESSION_ENDED", Code(await socket.AskAsync("session:end", new { sessionId = session.ToString() })));
    }

    [Fact]
    public async Task Typing_FallsSilent_EndsByItselfAndIsNotToldToTheTypist()
    {
        await using var gateway = await Fixture.StartGatewayAsync("Gateway:Sessions:TypingTimeout=00:00:00.300");
        var owner = GatewayHost.NewCustomer();
        var socket = await Fixture.Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(owner) }).ConnectedAsync();
        var staff = await Fixture
            .Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(GatewayHost.NewOperator()) })
            .ConnectedAsync();
        var session = await CreateSessionAsync(socket);
        await staff.AskAsync("session:join", new { sessionId = session.ToString() });

        socket.Emit("typing:start", new { sessionId = session.ToString() });

        var started = await staff.WaitForAsync("typing:status", status => status.GetProperty("isTyping").GetBoolean());
        Assert.Equal(owner.UserId, started.GetProperty("userId").GetString());
        await staff.WaitForAsync("typing:status", status => !status.GetProperty("isTyping").GetBoolean());
        Assert.DoesNotContain(socket.Events, e => e.Name == "typing:status");
    }

    [Fact]
    public async Task Send_MoreThanAMinuteAllows_IsRefusedWithTheTimeToWait()
    {
        await using var gateway = await Fixture.StartGatewayAsync("Gateway:RateLimits:MessagesPerMinute=3");
        var socket = await Fixture
            .Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(GatewayHost.NewCustomer()) })
            .ConnectedAsync();
        var session = await CreateSessionAsync(socket);
        for (var i = 0; i < 3; i++)
        {
            Assert.True(
                (await socket.AskAsync("message:send", new { sessionId = session.ToString(), content = "x" })).TryGetProperty(
                    "messageId",
                    out _
                )
            );
        }

        var refused = await socket.AskAsync("message:send", new { sessionId = session.ToString(), content = "x" });

        Assert.Equal("RATE_LIMIT_EXCEEDED", Code(refused));
        Assert.InRange(refused.GetProperty("error").GetProperty("retryAfterMs").GetInt64(), 1, 60_000);
        Assert.Equal(3, Worker.TurnsOf(session).Count);
    }

    [Fact]
    public async Task Stop_OfTheGateway_ClosesSocketsWithAReason()
    {
        await using var gateway = await Fixture.StartGatewayAsync();
        var socket = await Fixture
            .Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(GatewayHost.NewCustomer()) })
            .ConnectedAsync();

        await gateway.StopAsync();

        Assert.Equal("transport close", (await socket.WaitForAsync("disconnect")).GetString());
    }
}
