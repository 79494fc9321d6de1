using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Access;
using Services.Conversations.Sessions;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Access;

/// <summary>How many sessions a user begins, and how many a socket follows.</summary>
public sealed class SessionLimitTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    private readonly Caller _caller = GatewayHost.NewCustomer();
    private readonly string _name = $"room-{Guid.NewGuid():N}";

    [Fact]
    public async Task Begin_MoreThanAMinuteAllows_IsRefusedInEveryDialect()
    {
        await using var gateway = await Fixture.StartGatewayAsync("Gateway:RateLimits:SessionsPerMinute=4");
        var socket = await ConnectAsync(gateway);
        await CreateSessionAsync(socket);
        await socket.AskAsync("chat_message", new { message = "Hello", client_message_id = "1" });
        await socket.AskAsync("join_room", _name);
        using var room = await gateway.EnterAsync(_caller, $"{_name}-2");

        var created = await socket.AskAsync("session:create", new { topic = "An order" });
        var chatted = await socket.AskAsync("chat_message", new { message = "Hello" });
        var joined = await socket.AskAsync("join_room", $"{_name}-3");
        var entered = await Assert.ThrowsAsync<RefusedException>(() => gateway.EnterAsync(_caller, $"{_name}-4"));

        Assert.Equal(("RATE_LIMIT_EXCEEDED", "RATE_LIMIT_EXCEEDED", "RATE_LIMIT_EXCEEDED"), (Code(created), Code(chatted), Code(joined)));
        Assert.InRange(created.GetProperty("error").GetProperty("retryAfterMs").GetInt64(), 1, 60_000);
        Assert.Equal(HttpStatusCode.TooManyRequests, entered.Status);
        Assert.Equal(4, (await StoredAsync()).Count);
    }

    [Fact]
    public async Task Open_MoreThanAUserMay_IsRefusedInEveryDialectUntilOneEnds()
    {
        await using var gateway = await Fixture.StartGatewayAsync("Gateway:Sessions:MaxOpenPerUser=2");
        var socket = await ConnectAsync(gateway);
        var session = await CreateSessionAsync(socket);
        await socket.AskAsync("join_room", _name);

        var created = await socket.AskAsync("session:create", new { topic = "An order" });
        var chatted = await socket.AskAsync("chat_message", new { message = "Hello" });
        var joined = await socket.AskAsync("join_room", $"{_name}-2");
        var entered = await Assert.ThrowsAsync<RefusedException>(() => gateway.EnterAsync(_caller, $"{_name}-3"));

        Assert.Equal(("TOO_MANY_SESSIONS", "TOO_MANY_SESSIONS", "TOO_MANY_SESSIONS"), (Code(created), Code(chatted), Code(joined)));
        Assert.Equal(HttpStatusCode.Conflict, entered.Status);
        Assert.Equal(_name, (await socket.AskAsync("join_room", _name)).GetProperty("roomId").GetString());
        await socket.AskAsync("session:end", new { sessionId = session });
        await CreateSessionAsync(socket);
    }

    [Fact]
    public async Task Enter_ARoomThatIsFull_IsRefusedToWhoWasNotInItBefore()
    {
        await using var gateway = await Fixture.StartGatewayAsync("Gateway:Sessions:MaxMembersPerRoom=1");
        await (await ConnectAsync(gateway)).AskAsync("join_room", _name);
        var member = GatewayHost.NewCustomer();
        var first = await JoinAsync(gateway, member);
        var second = await JoinAsync(gateway, GatewayHost.NewCustomer());
        var again = await JoinAsync(gateway, member);
        var staff = await JoinAsync(gateway, GatewayHost.NewOperator());

        Assert.Equal("ROOM_FULL", Code(second));
        Assert.All([first, again, staff], answer => Assert.Equal(_name, answer.GetProperty("roomId").GetString()));
    }

    private async Task<System.Text.Json.JsonElement> JoinAsync(GatewayHost gateway, Caller caller) =>
        await (await Fixture.Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(caller) }).ConnectedAsync()).AskAsync(
            "join_room",
            _name
        );

    [Fact]
    public async Task Enter_WhatIsThere_IsNotCounted()
    {
        await using var gateway = await Fixture.StartGatewayAsync("Gateway:RateLimits:SessionsPerMinute=2");
        await using var other = await Fixture.StartGatewayAsync("Gateway:RateLimits:SessionsPerMinute=2");
        var socket = await ConnectAsync(gateway);
        var session = await CreateSessionAsync(socket);
        await socket.AskAsync("join_room", _name);
        var there = await ConnectAsync(other);

        var room = await there.AskAsync("join_room", _name);
        var joined = await there.AskAsync("session:join", new { sessionId = session.ToString() });
        using var entered = await other.EnterAsync(_caller, _name);

        Assert.Equal(_name, room.GetProperty("roomId").GetString());
        Assert.Equal(session.ToString(), joined.GetProperty("sessionId").GetString());
        Assert.Equal(2, (await StoredAsync()).Count);
    }

    [Fact]
    public async Task Follow_MoreThanASocketMay_IsRefusedAndChangesNothing()
    {
        await using var gateway = await Fixture.StartGatewayAsync("Gateway:Sessions:MaxFollowedPerSocket=2");
        var socket = await ConnectAsync(gateway);
        var third = (await CreateSessionAsync(await ConnectAsync(gateway))).ToString();
        var first = (await CreateSessionAsync(socket)).ToString();
        await socket.AskAsync("join_room", _name);

        var refused = new[]
        {
            await socket.AskAsync("session:create", new { topic = "An order" }),
            await socket.AskAsync("session:join", new { sessionId = third }),
            await socket.AskAsync("message:send", new { sessionId = third, content = "Hello" }),
            await socket.AskAsync(
                "approval:respond",
                new
                {
                    sessionId = third,
                    approvalId = Guid.NewGuid().ToString(),
                    approved = true,
                }
            ),
            await socket.AskAsync("chat_message", new { message = "Hello" }),
            await socket.AskAsync("chat_message", new { message = "Hello", session_id = third }),
            await socket.AskAsync("join_room", $"{_name}-2"),
        };
        var again = await socket.AskAsync("session:join", new { sessionId = first, afterSeq = 0 });
        var sent = await socket.AskAsync("message:send", new { sessionId = first, content = "Hello" });
        var room = await socket.AskAsync("join_room", _name);

        Assert.All(refused, answer => Assert.Equal("RATE_LIMIT_EXCEEDED", Code(answer)));
        Assert.Equal(3, (await StoredAsync()).Count);
        Assert.Equal(first, again.GetProperty("sessionId").GetString());
        Assert.Equal(first, sent.GetProperty("sessionId").GetString());
        Assert.Equal(_name, room.GetProperty("roomId").GetString());
        using var http = gateway.HttpFor(_caller);
        Assert.Equal("[]", await http.GetStringAsync($"/sessions/{third}/messages"));
    }

    [Theory]
    [InlineData("session:leave")]
    [InlineData("session:end")]
    public async Task Follow_OnceOneIsLeftOrHasEnded_IsPossibleAgain(string how)
    {
        await using var gateway = await Fixture.StartGatewayAsync("Gateway:Sessions:MaxFollowedPerSocket=1");
        var socket = await ConnectAsync(gateway);
        var first = await CreateSessionAsync(socket);

        socket.Emit(how, new { sessionId = first.ToString() });
        await socket.WaitForAsync(how == "session:leave" ? "session:left" : "session:ended");

        await CreateSessionAsync(socket);
    }

    private Task<OfficialSocket> ConnectAsync(GatewayHost gateway) =>
        Fixture.Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(_caller) }).ConnectedAsync();

    private Task<IReadOnlyList<Session>> StoredAsync() =>
        Gateway.Services.GetRequiredService<ISessionStore>().ListAsync(_caller.UserId, 100, CancellationToken.None);
}
