using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Contracts.Topology;
using Services.Gateway.Delivery;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;
using StackExchange.Redis;
using Switchboard.Testing;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Recovery;

/// <summary>The official client, whose own recovery is on, loses its connection and comes back.</summary>
public sealed class RecoveryTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    private static readonly object Reconnecting = new { reconnection = true, reconnectionDelay = 20, reconnectionDelayMax = 100, randomizationFactor = 0 };

    [Fact]
    public async Task Cut_WhileAReplyRuns_GetsEachEventOnceInOrder()
    {
        var socket = await OpenAsync(Gateway.Address, GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(socket);

        var writing = AppendAsync(session, 0, 600);
        await socket.WaitForAsync("message:chunk", chunk => IndexOf(chunk) == 100);
        socket.Cut();
        await writing;

        await AssertWholeAsync(socket, session, 600);
        Assert.True(Connects(socket)[^1]);
    }

    [Fact]
    public async Task Cut_BeforeAnyEventWasReceived_GetsWhatCameMeanwhile()
    {
        await using var proxy = new TcpProxy(Gateway.Address.Port);
        var socket = await OpenAsync(ThroughOf(proxy), GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(socket);

        proxy.Cut();
        await AppendAsync(session, 0, 20);
        proxy.Mend();

        await AssertWholeAsync(socket, session, 20);
    }

    [Fact]
    public async Task Cut_ComingBackToAnotherGateway_GoesOnThere()
    {
        await using var other = await Fixture.StartGatewayAsync();
        await using var proxy = new TcpProxy(Gateway.Address.Port);
        var socket = await OpenAsync(ThroughOf(proxy), GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(socket);
        var id = SocketIdsOf(socket)[0];

        var writing = AppendAsync(session, 0, 600);
        await socket.WaitForAsync("message:chunk", chunk => IndexOf(chunk) == 50);
        proxy.Retarget(other.Address.Port);
        proxy.Cut();
        proxy.Mend();
        await writing;

        await AssertWholeAsync(socket, session, 600);
        Assert.All(SocketIdsOf(socket), seen => Assert.Equal(id, seen));
    }

    [Fact]
    public async Task Cut_FollowingTwoSessions_MissesAndRepeatsNothingOfEither()
    {
        var socket = await OpenAsync(Gateway.Address, GatewayHost.NewCustomer());
        var one = await CreateSessionAsync(socket);
        await AppendAsync(one, 0, 5);
        var two = await CreateSessionAsync(socket);

        var writing = Task.WhenAll(AppendAsync(one, 5, 400), AppendAsync(two, 0, 400));
        await socket.WaitForAsync("message:chunk", chunk => IndexOf(chunk) == 60);
        socket.Cut();
        await writing;

        await AssertWholeAsync(socket, one, 400);
        await AssertWholeAsync(socket, two, 400);
    }

    [Fact]
    public async Task Cut_AfterLeavingASession_DoesNotFollowItAgain()
    {
        var socket = await OpenAsync(Gateway.Address, GatewayHost.NewCustomer());
        var left = await CreateSessionAsync(socket);
        var kept = await CreateSessionAsync(socket);
        await socket.AskAsync("session:leave", new { sessionId = left.ToString() });

        socket.Cut();
        await socket.WaitForAsync("connect", connected => connected.GetProperty("recovered").GetBoolean());
        await AppendAsync(left, 0, 3);
        await AppendAsync(kept, 0, 3);

        await AssertWholeAsync(socket, kept, 3);
        Assert.DoesNotContain(ChunksOf(socket, left), static _ => true);
    }

    [Fact]
    public async Task Cut_InRooms_MissesAndRepeatsNothingOfAny()
    {
        await using var other = await Fixture.StartGatewayAsync();
        await using var proxy = new TcpProxy(Gateway.Address.Port);
        var socket = await OpenAsync(ThroughOf(proxy), GatewayHost.NewCustomer());
        var speaker = await OpenAsync(Gateway.Address, GatewayHost.NewCustomer());
        string[] rooms = [$"room-{Guid.NewGuid():N}", $"room-{Guid.NewGuid():N}"];
        foreach (var room in rooms)
        {
            await socket.AskAsync("join_room", room);
            await speaker.AskAsync("join_room", room);
            await speaker.AskAsync("send_message", new { roomId = room, content = "0" });
        }

        await socket.WaitForAsync("new_message");
        proxy.Retarget(other.Address.Port);
        proxy.Cut();
        for (var i = 1; i < 10; i++)
        {
            foreach (var room in rooms)
            {
                await speaker.AskAsync("send_message", new { roomId = room, content = $"{i}" });
            }
        }

        proxy.Mend();
        await socket.WaitForAsync("connect", connected => connected.GetProperty("recovered").GetBoolean());
        var said = await socket.AskAsync("send_message", new { roomId = rooms[0], content = "back" });

        Assert.Equal("back", said.GetProperty("content").GetString());
        await speaker.WaitForAsync("new_message", message => message.GetProperty("content").GetString() == "back");
        Assert.Equal(
            Enumerable.Range(0, 10).SelectMany(static i => (string[])[$"{i}", $"{i}"]).Order(),
            socket.Events.Where(e => e.Name == "new_message").Select(e => e.Argument.GetProperty("content").GetString()!).Order());
    }

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
        await using var gateway = await Fixture.StartGatewayAsync($"ConnectionStrings:redis={connectionString}", "Conversations:EventLog:Timeout=00:00:01");
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

        await ForgetAsync();
        await CreateSessionAsync(socket);
        Assert.Contains("user", (await redis.HashKeysAsync(key)).Select(static field => (string?)field));
        Assert.NotNull(await redis.KeyTimeToLiveAsync(key));

        await ForgetAsync();
        await CreateSessionAsync(socket);
        await socket.AskAsync("join_room", $"room-{Guid.NewGuid():N}");
        Assert.False(await redis.KeyExistsAsync(key));

        async Task ForgetAsync()
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
    public async Task Cut_MoreOftenThanAUserMayConnect_IsTakenUpEachTime()
    {
        await using var gateway = await Fixture.StartGatewayAsync("Gateway:RateLimits:ConnectionsPerMinute=2");
        var socket = await OpenAsync(gateway.Address, GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(socket);

        for (var cut = 1; cut <= 5; cut++)
        {
            socket.Cut();
            await socket.WaitForAsync("connect", _ => Connects(socket).Count == cut + 1);
        }

        await AppendAsync(session, 0, 5);
        await AssertWholeAsync(socket, session, 5);
        Assert.DoesNotContain(socket.Events, static e => e.Name == "connect_error");
    }

    [Fact]
    public async Task Follow_AfterSessionsThatHaveEnded_CarriesThemNoMore()
    {
        await using var gateway = await Fixture.StartGatewayAsync();
        var socket = await OpenAsync(gateway.Address, GatewayHost.NewCustomer());
        for (var i = 0; i < 5; i++)
        {
            var ended = await CreateSessionAsync(socket);
            await socket.AskAsync("session:end", new { sessionId = ended.ToString() });
            await socket.WaitForAsync("session:ended", e => e.GetProperty("sessionId").GetString() == ended.ToString());
        }

        var session = await CreateSessionAsync(socket);

        Assert.Equal(1, gateway.Services.GetRequiredService<SessionFeeds>().Count);
        await AppendAsync(session, 0, 10);
        socket.Cut();
        await AppendAsync(session, 10, 20);
        await AssertWholeAsync(socket, session, 20);
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
        var cut = Fixture.Clients.Open(Gateway.Address, new { token = GatewayHost.TokenFor(customer), pid, offset });

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
        await leaving.AskAsync("session:leave", new { sessionId = session.ToString() });
        await JoinAsync(come, session);
        proxy.Mend();

        await socket.WaitForAsync("presence:status", status => (UserOf(status), IsOnline(status)) == (gone.UserId, false));
        await socket.WaitForAsync("presence:status", status => (UserOf(status), IsOnline(status)) == (come.UserId, true));
        Assert.Single(socket.Events, e => e.Name == "presence:status" && UserOf(e.Argument) == stays.UserId);
        Assert.DoesNotContain(socket.Events, e => e.Name == "presence:status" && !IsOnline(e.Argument) && UserOf(e.Argument) != gone.UserId);
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

    private Task<OfficialSocket> OpenAsync(Uri address, Caller caller) =>
        Fixture.Clients.Open(address, new { token = GatewayHost.TokenFor(caller) }, options: Reconnecting).ConnectedAsync();

    private async Task<OfficialSocket> JoinAsync(Caller caller, SessionId session)
    {
        var socket = await OpenAsync(Gateway.Address, caller);
        await socket.AskAsync("session:join", new { sessionId = session.ToString() });
        return socket;
    }

    private static string? UserOf(JsonElement status) => status.GetProperty("userId").GetString();

    private static bool IsOnline(JsonElement status) => status.GetProperty("online").GetBoolean();

    private static Uri ThroughOf(TcpProxy proxy) => new($"http://127.0.0.1:{proxy.Port}");

    private static int IndexOf(JsonElement chunk) => chunk.GetProperty("chunkIndex").GetInt32();

    private static List<bool> Connects(OfficialSocket socket) =>
        [.. socket.Events.Where(e => e.Name == "connect").Select(e => e.Argument.GetProperty("recovered").GetBoolean())];

    private static List<string> SocketIdsOf(OfficialSocket socket) =>
        [.. socket.Events.Where(e => e.Name == "connect").Select(e => e.Argument.GetProperty("id").GetString()!)];

    private static List<int> ChunksOf(OfficialSocket socket, SessionId session) =>
    [
        .. socket.Events.Where(e => e.Name == "message:chunk" && e.Argument.GetProperty("sessionId").GetString() == session.ToString())
            .Select(e => IndexOf(e.Argument)),
    ];

    private static async Task AssertWholeAsync(OfficialSocket socket, SessionId session, int count)
    {
        await socket.WaitForAsync(
            "message:chunk", chunk => IndexOf(chunk) == count - 1 && chunk.GetProperty("sessionId").GetString() == session.ToString());
        Assert.Equal(Enumerable.Range(0, count), ChunksOf(socket, session));
    }
}
