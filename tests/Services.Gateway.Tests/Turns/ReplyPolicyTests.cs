using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Ids;
using Services.Contracts.Topology;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;
using StackExchange.Redis;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Turns;

public sealed class ReplyPolicyTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    [Fact]
    public async Task Send_WhileAReplyRunsInARejectingSession_IsRefusedUntilItHasEnded()
    {
        var socket = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateAsync(socket, "reject");
        await SendAsync(socket, session, TestWorker.Unanswered, "a");
        var running = await Worker.WaitForTurnAsync(session);

        var refused = await SendAsync(socket, session, "Hello?", "b");
        var repeated = await SendAsync(socket, session, TestWorker.Unanswered, "a");
        await TestWorker.ReplyAsync(Gateway.Log, session, running.TurnId, running.MessageId, "Done.");
        var accepted = await SendAsync(socket, session, "Hello?", "b");

        Assert.Equal("REPLY_IN_PROGRESS", Code(refused));
        Assert.True(repeated.TryGetProperty("messageId", out _));
        Assert.True(accepted.TryGetProperty("messageId", out _));
        Assert.Equal(2, (await Worker.WaitForTurnAsync(session, 2), Worker.TurnsOf(session).Count).Count);
    }

    [Fact]
    public async Task Send_TwoAtOnceInARejectingSession_OneIsTaken()
    {
        var customer = GatewayHost.NewCustomer();
        var socket = await ConnectAsync(customer);
        var session = await CreateAsync(socket, "reject");
        var others = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ConnectAsync(customer)));

        var answers = await Task.WhenAll(others.Select((other, i) => SendAsync(other, session, TestWorker.Unanswered, $"{i}")));

        Assert.Single(answers, answer => answer.TryGetProperty("messageId", out _));
    }

    [Fact]
    public async Task Send_WhileAReplyRunsInAnInterruptingSession_StopsIt()
    {
        var socket = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateAsync(socket, "interrupt");
        var first = await SendAsync(socket, session, TestWorker.Unanswered, "a");
        await Worker.WaitForTurnAsync(session);

        var second = await SendAsync(socket, session, "No, rather this", "b");

        Assert.True(second.TryGetProperty("messageId", out _));
        var key = await Gateway
            .Services.GetRequiredService<IConnectionMultiplexer>()
            .GetDatabase()
            .StringGetAsync(RedisKeys.Cancel(session));
        Assert.Equal(first.GetProperty("messageId").GetString(), key.ToString());
        await socket.WaitForAsync("message:complete");
    }

    [Fact]
    public async Task Send_WhileAReplyRunsInAnOrdinarySession_IsQueued()
    {
        var socket = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(socket);
        await SendAsync(socket, session, TestWorker.Unanswered, "a");

        Assert.True((await SendAsync(socket, session, "And this", "b")).TryGetProperty("messageId", out _));
        await Worker.WaitForTurnAsync(session, 2);
    }

    [Fact]
    public async Task Create_WithAnUnknownPolicy_IsInvalid()
    {
        var socket = await ConnectAsync(GatewayHost.NewCustomer());

        Assert.Equal("INVALID_DATA", Code(await socket.AskAsync("session:create", new { topic = "x", policy = "later" })));
    }

    private static async Task<SessionId> CreateAsync(OfficialSocket socket, string policy)
    {
        var created = await socket.AskAsync("session:create", new { topic = "An order", policy });
        Assert.True(SessionId.TryParse(created.GetProperty("sessionId").GetString(), out var session), created.GetRawText());
        return session;
    }

    private static Task<JsonElement> SendAsync(OfficialSocket socket, SessionId session, string content, string clientMessageId) =>
        socket.AskAsync(
            "message:send",
            new
            {
                sessionId = session.ToString(),
                content,
                clientMessageId,
            }
        );
}
