using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Access;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;
using StackExchange.Redis;
using Switchboard.Testing;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Outages;

/// <summary>Two gateways serve clients while their Redis is killed and comes back.</summary>
public sealed class RedisRestartTests(GatewayFixture fixture, RedisFixture redis) : GatewayTest(fixture), IClassFixture<RedisFixture>
{
    private const int Chunks = 300;

    private static readonly string[] PollingOnly = ["polling"];

    private readonly Caller _customer = GatewayHost.NewCustomer();

    [Fact]
    public async Task Restart_WithTwoGateways_IsToldToAllClientsAndLosesNothingAcknowledged()
    {
        await using var here = await StartAsync();
        await using var there = await StartAsync();
        await using var balancer = new RoundRobinBalancer(here.Address, there.Address);
        var direct = await OpenAsync(here.Address, _customer);
        var session = await CreateSessionAsync(direct);
        var polling = await OpenAsync(balancer.Address, _customer, new { transports = PollingOnly });
        await polling.AskAsync("session:join", new { sessionId = session.ToString() });
        using var room = await there.EnterAsync(GatewayHost.NewCustomer(), $"room-{Guid.NewGuid():N}");
        // By default Redis may keep what it has acknowledged back for a second or two while its disk is busy.
        await ConfigureAsync("appendfsync", "always");
        await SendAsync(direct, session, "before");

        await redis.Redis.StopAsync();
        await AlertAsync(direct, "degraded");
        await AlertAsync(polling, "degraded");
        Assert.Equal("degraded", (await room.WaitForAsync("system_alert")).GetProperty("code").GetString());
        var late = await OpenAsync(there.Address, GatewayHost.NewCustomer());
        await AlertAsync(late, "degraded");
        Assert.Equal("INTERNAL", Code(await AskAsync(direct, session, "during")));

        await redis.Redis.StartAsync();
        await AlertAsync(direct, "recovered");
        await AlertAsync(polling, "recovered");
        await AlertAsync(late, "recovered");
        Assert.Equal("recovered", (await room.WaitForAsync("system_alert")).GetProperty("code").GetString());
        await SendAsync(direct, session, "during");
        var turn = await Worker.WaitForTurnAsync(session, 2);
        await TestWorker.ReplyAsync(there.Log, session, turn.TurnId, turn.MessageId, "All ", "is ", "well.");

        foreach (var socket in new[] { direct, polling })
        {
            await socket.WaitForAsync("message:complete");
            Assert.DoesNotContain(socket.Events, e => e.Name == "disconnect");
            Assert.Equal(
                ["before", "during"],
                socket.Events.Where(e => e.Name == "message:user").Select(e => e.Argument.GetProperty("clientMessageId").GetString()!)
            );
            Assert.Equal(
                [0, 1, 2],
                socket.Events.Where(e => e.Name == "message:chunk").Select(e => e.Argument.GetProperty("chunkIndex").GetInt32())
            );
        }

        Assert.Equal(2, Worker.TurnsOf(session).Count);
    }

    [Fact]
    public async Task Kill_DuringAReply_LeavesEveryChunkOnceInOrderOnBothGateways()
    {
        await using var here = await StartAsync();
        await using var there = await StartAsync();
        var first = await OpenAsync(here.Address, _customer);
        var session = await CreateSessionAsync(first);
        var second = await OpenAsync(there.Address, _customer);
        await second.AskAsync("session:join", new { sessionId = session.ToString() });

        // By default Redis may keep what it has acknowledged back for a second or two while its disk is busy.
        await ConfigureAsync("appendfsync", "always");
        await WriteAsync(here.Log, session, 0, Chunks / 3);
        await redis.Redis.StopAsync();
        var writing = WriteAsync(here.Log, session, Chunks / 3, Chunks);
        await redis.Redis.StartAsync();
        await writing;

        foreach (var socket in new[] { first, second })
        {
            await socket.WaitForAsync("message:chunk", chunk => chunk.GetProperty("chunkIndex").GetInt32() == Chunks - 1);
            Assert.Equal(
                Enumerable.Range(0, Chunks),
                socket.Events.Where(e => e.Name == "message:chunk").Select(e => e.Argument.GetProperty("chunkIndex").GetInt32())
            );
        }
    }

    [Fact]
    public async Task Memory_ThatIsFull_IsToldLikeAnOutage()
    {
        await using var gateway = await StartAsync();
        var socket = await OpenAsync(gateway.Address, _customer);

        await ConfigureAsync("maxmemory", "1");
        await AlertAsync(socket, "degraded");
        await ConfigureAsync("maxmemory", "0");

        await AlertAsync(socket, "recovered");
    }

    [Fact]
    public async Task Restart_OfARoomOverTwoGateways_LeavesOneRoom()
    {
        await using var here = await StartAsync();
        await using var there = await StartAsync();
        var room = $"room-{Guid.NewGuid():N}";
        var other = GatewayHost.NewCustomer();
        var first = await OpenAsync(here.Address, _customer);
        var second = await OpenAsync(there.Address, other);
        foreach (var socket in new[] { first, second })
        {
            socket.Emit("join_room", room);
            await socket.WaitForAsync("joined_room");
        }

        await redis.Redis.StopAsync();
        await AlertAsync(first, "degraded");
        await AlertAsync(second, "degraded");
        await redis.Redis.StartAsync();
        await AlertAsync(first, "recovered");
        await AlertAsync(second, "recovered");

        first.Emit("send_message", new { roomId = room, content = "one" });
        await second.WaitForAsync("new_message", message => message.GetProperty("content").GetString() == "one");
        second.Emit("typing_start", room);
        await first.WaitForAsync("user_typing");
        second.Disconnect();
        var left = await first.WaitForAsync("user_left");
        Assert.Equal(other.UserId, left.GetProperty("userId").GetString());
    }

    private async Task ConfigureAsync(string setting, string value)
    {
        await using var administrator = await ConnectionMultiplexer.ConnectAsync($"{redis.RedisConnectionString},allowAdmin=true");
        await administrator.GetDatabase().ExecuteAsync("CONFIG", "SET", setting, value);
    }

    private static Task<JsonElement> AskAsync(OfficialSocket socket, SessionId session, string clientMessageId) =>
        socket.AskAsync(
            "message:send",
            new
            {
                sessionId = session.ToString(),
                content = TestWorker.Unanswered,
                clientMessageId,
            }
        );

    private static async Task SendAsync(OfficialSocket socket, SessionId session, string clientMessageId)
    {
        var answer = await AskAsync(socket, session, clientMessageId);
        Assert.True(answer.TryGetProperty("messageId", out _), answer.GetRawText());
    }

    private static Task<JsonElement> AlertAsync(OfficialSocket socket, string type) =>
        socket.WaitForAsync("system:alert", alert => alert.GetProperty("type").GetString() == type);

    /// <summary>As a worker streams: what Redis did not confirm is tried again, and the log refuses what it has already.</summary>
    private static async Task WriteAsync(ISessionEventLog log, SessionId session, int from, int to)
    {
        var turn = new TurnId(session.Value);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var index = from; index < to; index++)
        {
            var chunk = new MessageChunk
            {
                SessionId = session,
                Timestamp = 1,
                MessageId = turn.ReplyId,
                Content = $"{index} ",
                ChunkIndex = index,
            };
            while (!await TryWriteAsync(log, session, turn, chunk, patience.Token))
            {
                await pause.WaitForNextTickAsync(patience.Token);
            }
        }
    }

    private static async Task<bool> TryWriteAsync(
        ISessionEventLog log,
        SessionId session,
        TurnId turn,
        MessageChunk chunk,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await log.AppendChunksAsync(session, turn, [chunk], cancellationToken);
            return true;
        }
        catch (EventLogUnavailableException)
        {
            return false;
        }
    }

    private Task<GatewayHost> StartAsync() =>
        Fixture.StartGatewayAsync($"ConnectionStrings:redis={redis.RedisConnectionString}", "Conversations:EventLog:Timeout=00:00:02");

    private Task<OfficialSocket> OpenAsync(Uri address, Caller caller, object? options = null) =>
        Fixture.Clients.Open(address, new { token = GatewayHost.TokenFor(caller) }, options: options).ConnectedAsync();
}
