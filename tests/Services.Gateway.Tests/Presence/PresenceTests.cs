using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Contracts.Topology;
using Services.Gateway.Presence;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;
using StackExchange.Redis;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Presence;

public sealed class PresenceTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    private const string QuickExpiry = "Gateway:Presence:TimeToLive=00:00:01.500";

    private readonly Caller _owner = GatewayHost.NewCustomer();
    private readonly Caller _staff = GatewayHost.NewOperator();

    [Fact]
    public async Task Join_AcrossGateways_IsToldBothWays()
    {
        await using var other = await Fixture.StartGatewayAsync();
        var owner = await ConnectAsync(_owner);
        var session = await CreateSessionAsync(owner);

        var staff = await JoinAsync(_staff, other, session);

        var come = await owner.WaitForAsync("presence:status");
        Assert.Equal((_staff.UserId, true), (come.GetProperty("userId").GetString(), come.GetProperty("online").GetBoolean()));
        Assert.Equal(session.ToString(), come.GetProperty("sessionId").GetString());
        Assert.True(come.GetProperty("timestamp").GetInt64() > 0);
        var there = await staff.WaitForAsync("presence:status");
        Assert.Equal((_owner.UserId, true), (there.GetProperty("userId").GetString(), there.GetProperty("online").GetBoolean()));
    }

    [Fact]
    public async Task Leave_OneOfSeveralConnectionsOverGateways_IsToldWithTheLast()
    {
        await using var other = await Fixture.StartGatewayAsync();
        var owner = await ConnectAsync(_owner);
        var session = await CreateSessionAsync(owner);
        var one = await JoinAsync(_staff, Gateway, session);
        var two = await JoinAsync(_staff, other, session);

        one.Disconnect();
        await two.AskAsync("typing:start", new { sessionId = session.ToString() });
        await owner.WaitForAsync("typing:status");
        Assert.Single(owner.Events, e => e.Name == "presence:status");

        await two.AskAsync("session:leave", new { sessionId = session.ToString() });
        var gone = await owner.WaitForAsync("presence:status", status => !status.GetProperty("online").GetBoolean());
        Assert.Equal(_staff.UserId, gone.GetProperty("userId").GetString());
        Assert.Equal(2, owner.Events.Count(e => e.Name == "presence:status"));
    }

    [Fact]
    public async Task Join_AgainFromAnotherNumber_IsNoGoingAndComing()
    {
        var owner = await ConnectAsync(_owner);
        var session = await CreateSessionAsync(owner);
        var staff = await JoinAsync(_staff, Gateway, session);
        await owner.WaitForAsync("presence:status");

        await staff.AskAsync("session:join", new { sessionId = session.ToString(), afterSeq = 0 });
        await staff.AskAsync("typing:start", new { sessionId = session.ToString() });

        await owner.WaitForAsync("typing:status");
        Assert.Single(owner.Events, e => e.Name == "presence:status");
        await staff.AskAsync("session:leave", new { sessionId = session.ToString() });
        await owner.WaitForAsync("presence:status", status => !status.GetProperty("online").GetBoolean());
    }

    [Fact]
    public async Task Expiry_OfAGatewayThatDied_IsToldWithTheEndOfTyping()
    {
        await using var gateway = await Fixture.StartGatewayAsync(QuickExpiry);
        var owner = await Fixture.Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(_owner) }).ConnectedAsync();
        var session = await CreateSessionAsync(owner);
        var redis = Gateway.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();

        // What a gateway leaves behind that was killed while a member typed.
        await redis.SortedSetAddAsync(
            RedisKeys.Presence(session),
            [new($"m dead {_staff.UserId}", DateTimeOffset.UtcNow.AddSeconds(1).ToUnixTimeMilliseconds()), new($"u {_staff.UserId}", -1)]
        );
        await redis.PublishAsync(
            RedisChannel.Literal(RedisKeys.Signals(session)),
            $$"""dead {{session}} typing {{"\n"}}{"sessionId":"{{session}}","userId":"{{_staff.UserId}}","isTyping":true,"timestamp":1}"""
        );
        await owner.WaitForAsync("typing:status", status => status.GetProperty("isTyping").GetBoolean());

        var gone = await owner.WaitForAsync("presence:status", status => !status.GetProperty("online").GetBoolean());

        Assert.Equal(_staff.UserId, gone.GetProperty("userId").GetString());
        await owner.WaitForAsync("typing:status", status => !status.GetProperty("isTyping").GetBoolean());
    }

    [Fact]
    public async Task Presence_OfALivingGateway_DoesNotExpire()
    {
        await using var gateway = await Fixture.StartGatewayAsync(QuickExpiry);
        var owner = await Fixture.Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(_owner) }).ConnectedAsync();
        var session = await CreateSessionAsync(owner);
        var redis = Gateway.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
        var first = await ExpiryAsync(redis, session);

        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await ExpiryAsync(redis, session) < first + 1_500)
        {
            Assert.True(await timer.WaitForNextTickAsync());
        }

        Assert.Equal(-1, await redis.SortedSetScoreAsync(RedisKeys.Presence(session), $"u {_owner.UserId}"));
        Assert.DoesNotContain(owner.Events, e => e.Name == "presence:status");
    }

    [Fact]
    public async Task Typing_AcrossGateways_IsToldAndExpires()
    {
        await using var other = await Fixture.StartGatewayAsync("Gateway:Sessions:TypingTimeout=00:00:00.300");
        var owner = await ConnectAsync(_owner);
        var session = await CreateSessionAsync(owner);
        var staff = await JoinAsync(_staff, other, session);

        staff.Emit("typing:start", new { sessionId = session.ToString() });

        var typing = await owner.WaitForAsync("typing:status", status => status.GetProperty("isTyping").GetBoolean());
        Assert.Equal(_staff.UserId, typing.GetProperty("userId").GetString());
        await owner.WaitForAsync("typing:status", status => !status.GetProperty("isTyping").GetBoolean());
        Assert.DoesNotContain(staff.Events, e => e.Name == "typing:status");
    }

    private static async Task<double> ExpiryAsync(IDatabase redis, SessionId session) =>
        (await redis.SortedSetRangeByScoreWithScoresAsync(RedisKeys.Presence(session), 0, PresenceScript.ChangesFrom - 1)).Single().Score;

    private async Task<OfficialSocket> JoinAsync(Caller caller, GatewayHost gateway, SessionId session)
    {
        var socket = await Fixture.Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(caller) }).ConnectedAsync();
        await socket.AskAsync("session:join", new { sessionId = session.ToString() });
        return socket;
    }
}
