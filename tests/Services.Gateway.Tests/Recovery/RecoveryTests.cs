using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Topology;
using Services.Gateway.Feeds;
using Services.Gateway.Tests.Hosting;
using StackExchange.Redis;
using Switchboard.Testing;

namespace Services.Gateway.Tests.Recovery;

/// <summary>The official client, whose own recovery is on, loses its connection and comes back.</summary>
public sealed class RecoveryTests(GatewayFixture fixture) : RecoveryTest(fixture)
{
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

    [Theory]
    [InlineData("a hole behind the client")]
    [InlineData("an end before the client")]
    public async Task Cut_LogHasLostSomeMeanwhile_IsNotSaidToBeRecovered(string loss)
    {
        await using var proxy = new TcpProxy(Gateway.Address.Port);
        var socket = await OpenAsync(ThroughOf(proxy), GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(socket);
        await AppendAsync(session, 0, 5);
        await socket.WaitForAsync("message:chunk", chunk => IndexOf(chunk) == 4);
        var redis = Gateway.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();

        proxy.Cut();
        if (loss == "a hole behind the client")
        {
            await AppendAsync(session, 5, 10);
            await redis.StreamDeleteAsync(RedisKeys.Events(session), ["7-0"]);
        }
        else
        {
            // As after a crash of Redis that cost it its last second.
            await redis.StreamDeleteAsync(RedisKeys.Events(session), ["4-0", "5-0"]);
            await redis.StringSetAsync(RedisKeys.Sequence(session), 3, TimeSpan.FromDays(1));
        }

        proxy.Mend();
        await UntilAsync(() => Connects(socket).Count == 2);

        Assert.Equal([false, false], Connects(socket));
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
            socket.Events.Where(e => e.Name == "new_message").Select(e => e.Argument.GetProperty("content").GetString()!).Order()
        );
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

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
