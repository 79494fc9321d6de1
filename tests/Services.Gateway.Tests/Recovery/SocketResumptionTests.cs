using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Contracts.Topology;
using Services.Gateway.Tests.Hosting;
using StackExchange.Redis;
using Switchboard.Testing;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Recovery;

/// <summary>What a client finds that comes back: its place, who came and went, and nothing of anybody else's.</summary>
public sealed class SocketResumptionTests(GatewayFixture fixture) : RecoveryTest(fixture)
{
    [Fact]
    public async Task Cut_WhileRedisIsAway_KeepsItsPlaceAndIsTakenUpAfterwards()
    {
        await using var line = Fixture.ProxyToRedis(out var connectionString);
        await using var gateway = await Fixture.StartGatewayAsync($"ConnectionStrings:redis={connectionString}");
        var socket = await OpenAsync(gateway.Address, GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(socket);
        await AppendAsync(session, 0, 20);
        await socket.WaitForAsync("message:chunk", chunk => IndexOf(chunk) == 19);

        line.Cut();
        socket.Cut();
        await socket.WaitForAsync("disconnect");
        await AppendAsync(session, 20, 40);
        line.Mend();

        await AssertWholeAsync(socket, session, 40);
        Assert.Equal([false, true], Connects(socket));
    }

    [Fact]
    public async Task Join_WithANumberWhileRedisIsAway_EndsNoMembership()
    {
        await using var line = Fixture.ProxyToRedis(out var connectionString);
        await using var gateway = await Fixture.StartGatewayAsync(
            $"ConnectionStrings:redis={connectionString}",
            "Conversations:EventLog:Timeout=00:00:01"
        );
        var socket = await OpenAsync(gateway.Address, GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(socket);
        await AppendAsync(session, 0, 5);
        await socket.WaitForAsync("message:chunk", chunk => IndexOf(chunk) == 4);

        line.Cut();
        socket.Emit("session:join", new { sessionId = session.ToString(), afterSeq = 5 });
        await socket.WaitForAsync("disconnect");
        await AppendAsync(session, 5, 10);
        line.Mend();

        await AssertWholeAsync(socket, session, 10);
        Assert.Equal([false, true], Connects(socket));
    }

    [Fact]
    public async Task Follow_ASocketThatRedisDoesNotKnow_IsKeptWholeOrNotAtAll()
    {
        var redis = Gateway.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
        var socket = await OpenAsync(Gateway.Address, GatewayHost.NewCustomer());
        string key = RedisKeys.RecoverableSocket((await socket.WaitForAsync("connect")).GetProperty("pid").GetString()!);

        await OnDisconnectedAsync();
        await CreateSessionAsync(socket);
        Assert.Contains("user", (await redis.HashKeysAsync(key)).Select(static field => (string?)field));
        Assert.NotNull(await redis.KeyTimeToLiveAsync(key));

        await OnDisconnectedAsync();
        await CreateSessionAsync(socket);
        await socket.AskAsync("join_room", $"room-{Guid.NewGuid():N}");
        Assert.False(await redis.KeyExistsAsync(key));

        async Task OnDisconnectedAsync()
        {
            // New sockets are noted some milliseconds late.
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
            while (!await redis.KeyDeleteAsync(key))
            {
                await timer.WaitForNextTickAsync();
            }
        }
    }

    [Fact]
    public async Task Recover_AfterRejoiningWithAnEarlierNumber_GetsTheReplayThatWasCutOff()
    {
        var customer = GatewayHost.NewCustomer();
        var socket = await OpenAsync(Gateway.Address, customer);
        var session = await CreateSessionAsync(socket);
        await AppendAsync(session, 0, 20);
        await socket.WaitForAsync("message:chunk", chunk => IndexOf(chunk) == 19);
        await socket.AskAsync("session:join", new { sessionId = session.ToString(), afterSeq = 5 });

        // What the client would show had it been cut before the first event of the replay.
        var offset = socket.Events.Single(static e => e.Name == "session:joined").Args[1].GetString();
        var pid = (await socket.WaitForAsync("connect")).GetProperty("pid").GetString();
        var cut = Fixture.Clients.Open(
            Gateway.Address,
            new
            {
                token = GatewayHost.TokenFor(customer),
                pid,
                offset,
            }
        );

        Assert.True((await cut.WaitForAsync("connected")).GetProperty("recovered").GetBoolean());
        await cut.WaitForAsync("message:chunk", chunk => IndexOf(chunk) == 19);
        Assert.Equal(Enumerable.Range(5, 15), ChunksOf(cut, session));
    }

    [Fact]
    public async Task Cut_WhileOthersComeAndGo_IsToldOfThemAfterwards()
    {
        await using var proxy = new TcpProxy(Gateway.Address.Port);
        var (gone, come, stays) = (GatewayHost.NewOperator(), GatewayHost.NewOperator(), GatewayHost.NewOperator());
        var socket = await OpenAsync(ThroughOf(proxy), GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(socket);
        var leaving = await JoinAsync(gone, session);
        await JoinAsync(stays, session);
        await socket.WaitForAsync("presence:status", status => status.GetProperty("userId").GetString() == stays.UserId);

        proxy.Cut();
        await socket.WaitForAsync("disconnect");
        await UntilNoticedAsync(socket);
        await leaving.AskAsync("session:leave", new { sessionId = session.ToString() });
        await JoinAsync(come, session);
        proxy.Mend();

        await socket.WaitForAsync("presence:status", status => (UserOf(status), IsOnline(status)) == (gone.UserId, false));
        await socket.WaitForAsync("presence:status", status => (UserOf(status), IsOnline(status)) == (come.UserId, true));
        Assert.Single(socket.Events, e => e.Name == "presence:status" && UserOf(e.Argument) == stays.UserId);
        Assert.DoesNotContain(
            socket.Events,
            e => e.Name == "presence:status" && !IsOnline(e.Argument) && UserOf(e.Argument) != gone.UserId
        );
    }

    [Fact]
    public async Task Cut_InARoomThatOthersLeave_IsToldOfThemAfterwards()
    {
        await using var proxy = new TcpProxy(Gateway.Address.Port);
        var gone = GatewayHost.NewCustomer();
        var room = $"room-{Guid.NewGuid():N}";
        var socket = await OpenAsync(ThroughOf(proxy), GatewayHost.NewCustomer());
        await socket.AskAsync("join_room", room);
        var leaving = await OpenAsync(Gateway.Address, gone);
        await leaving.AskAsync("join_room", room);
        await socket.WaitForAsync("user_joined");
        var watcher = await OpenAsync(Gateway.Address, GatewayHost.NewCustomer());
        await watcher.AskAsync("join_room", room);

        proxy.Cut();
        await socket.WaitForAsync("disconnect");
        leaving.Disconnect();
        await watcher.WaitForAsync("user_left", status => UserOf(status) == gone.UserId);
        proxy.Mend();

        await socket.WaitForAsync("user_left", status => UserOf(status) == gone.UserId);
    }

    [Fact]
    public async Task Recover_WithAnotherUsersPrivateId_IsANewSocket()
    {
        var socket = await OpenAsync(Gateway.Address, GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(socket);
        var stolen = (await socket.WaitForAsync("connect")).GetProperty("pid").GetString();

        var thief = Fixture.Clients.Open(Gateway.Address, new { token = GatewayHost.TokenFor(GatewayHost.NewCustomer()), pid = stolen });
        var given = (await thief.WaitForAsync("connect")).GetProperty("pid").GetString();
        await AppendAsync(session, 0, 1);

        Assert.NotEqual(stolen, given);
        await AssertWholeAsync(socket, session, 1);
        Assert.DoesNotContain(thief.Events, static e => e.Name == "message:chunk");
        Assert.Single(Connects(socket));
    }

    private async Task<OfficialSocket> JoinAsync(Caller caller, SessionId session)
    {
        var socket = await OpenAsync(Gateway.Address, caller);
        await socket.AskAsync("session:join", new { sessionId = session.ToString() });
        return socket;
    }

    private static string? UserOf(JsonElement status) => status.GetProperty("userId").GetString();

    private static bool IsOnline(JsonElement status) => status.GetProperty("online").GetBoolean();

    /// <summary>The gateway has seen that the connection is gone: what happens from now on the client has to be told.</summary>
    private async Task UntilNoticedAsync(OfficialSocket socket)
    {
        var redis = Gateway.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
        var key = RedisKeys.RecoverableSocket((await socket.WaitForAsync("connect")).GetProperty("pid").GetString()!);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await redis.HashExistsAsync(key, "lost"))
        {
            Assert.True(await timer.WaitForNextTickAsync());
        }
    }
}
