using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Services.Gateway.Access;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.Sessions;
using Services.Gateway.SocketIo;
using Services.Gateway.Tests.Hosting;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Bench;

public sealed class BenchModeTests(GatewayFixture fixture) : IAsyncLifetime
{
    private readonly string _user = $"user-{Guid.NewGuid():N}";
    private BenchHost _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await BenchHost.StartAsync(fixture);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("message:send", 1_300, 0, false)]
    [InlineData("message:send", 20, 3, false)]
    [InlineData("message:send", 700, 0, true)]
    [InlineData("message", 20, 3, true)]
    [InlineData("message", 0, 0, false)]
    [InlineData("message:send", 0, 5, true)]
    public async Task Send_WithChunks_IsAcknowledgedAndAnsweredWithEachOnceInOrder(string name, int chunks, int delayMs, bool durable)
    {
        var socket = await _gateway.ConnectAsync(_user);

        var receipt = await socket.AskAsync(
            name,
            new
            {
                chunks,
                delayMs,
                durable,
                clientMessageId = "one",
            }
        );
        var complete = await socket.WaitForAsync("message:complete");

        var acknowledged = await socket.WaitForAsync("message:ack");
        Assert.Equal(receipt.GetRawText(), acknowledged.GetRawText());
        Assert.Equal("one", receipt.GetProperty("clientMessageId").GetString());
        var received = socket.Events.Where(e => e.Name == "message:chunk").Select(e => e.Argument).ToList();
        Assert.Equal(Enumerable.Range(0, chunks), received.Select(chunk => chunk.GetProperty("chunkIndex").GetInt32()));
        Assert.Equal(Enumerable.Range(1, chunks), received.Select(chunk => chunk.GetProperty("seq").GetInt32()));
        Assert.All(received, chunk => Assert.Equal(receipt.GetProperty("replyId").GetString(), chunk.GetProperty("messageId").GetString()));
        Assert.Equal(
            string.Concat(received.Select(chunk => chunk.GetProperty("content").GetString())),
            complete.GetProperty("content").GetString()
        );
        Assert.Equal(chunks, complete.GetProperty("metadata").GetProperty("chunkCount").GetInt32());
    }

    [Fact]
    public void Limits_OfConnectionsAndRates_AreOff()
    {
        var connections = Get<SocketIoOptions>();
        var rates = Get<RateLimitOptions>();

        Assert.Equal((0, 0), (connections.MaxConnections, connections.MaxConnectionsPerAddress));
        Assert.Equal((0, 0), (Get<ConnectionLimitOptions>().MaxPerUser, Get<SessionLimitOptions>().MaxFollowedPerSocket));
        Assert.Equal((0, 0, 0), (rates.HandshakesPerMinute, rates.ConnectionsPerMinute, rates.SessionsPerMinute));
        Assert.Equal((0, 0, 0), (rates.MessagesPerMinute, rates.RoomMessagesPerMinute, rates.SignalsPerMinute));

        T Get<T>()
            where T : class => _gateway.Services.GetRequiredService<IOptions<T>>().Value;
    }

    [Fact]
    public async Task Send_WithoutChunks_IsAcknowledgedOnly()
    {
        var socket = await _gateway.ConnectAsync(_user);

        var receipt = await socket.AskAsync("message:send", new { content = "Hello" });
        await socket.AskAsync("message:send", new { content = "Hello again" });

        Assert.Equal(JsonValueKind.String, receipt.GetProperty("messageId").ValueKind);
        Assert.DoesNotContain(socket.Events, e => e.Name is "message:chunk" or "message:complete" or "error");
    }

    [Fact]
    public async Task Send_DurableInASessionOfItsOwn_IsReadByWhoeverJoinsLater()
    {
        var sessionId = Guid.NewGuid().ToString();
        var first = await _gateway.ConnectAsync(_user);
        first.Emit(
            "message:send",
            new
            {
                sessionId,
                chunks = 30,
                durable = true,
            }
        );
        await first.WaitForAsync("message:complete");
        var second = await _gateway.ConnectAsync(_user);

        second.Emit("session:join", new { sessionId, afterSeq = 10 });
        await second.WaitForAsync("message:complete");

        Assert.Equal(
            Enumerable.Range(10, 20),
            second.Events.Where(e => e.Name == "message:chunk").Select(e => e.Argument.GetProperty("chunkIndex").GetInt32())
        );
    }

    [Fact]
    public async Task Send_InSomebodyElsesSession_IsRefused()
    {
        var sessionId = Guid.NewGuid().ToString();
        var owner = await _gateway.ConnectAsync(_user);
        await owner.AskAsync("message:send", new { sessionId, chunks = 1 });
        var other = await _gateway.ConnectAsync($"{_user}-other");

        var answer = await other.AskAsync("message:send", new { sessionId, chunks = 1 });

        Assert.Equal("SESSION_ACCESS_DENIED", answer.GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(100_001, 0)]
    [InlineData(1, 60_001)]
    public async Task Send_BeyondTheBounds_IsRefused(int chunks, int delayMs)
    {
        var socket = await _gateway.ConnectAsync(_user);

        var answer = await socket.AskAsync("message:send", new { chunks, delayMs });

        Assert.Equal("INVALID_DATA", answer.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Connect_WithoutAToken_IsRefused()
    {
        var socket = fixture.Clients.Open(_gateway.Address);

        Assert.Equal("AUTH_TOKEN_MISSING", (await socket.WaitForAsync("connect_error")).GetProperty("message").GetString());
    }

    [Fact]
    public async Task Room_OfTwo_CarriesAMessage()
    {
        var room = $"room-{Guid.NewGuid():N}";
        var first = await JoinAsync(_user, room);
        var second = await JoinAsync($"{_user}-other", room);

        first.Emit("send_message", new { roomId = room, content = "Hello" });

        Assert.Equal("Hello", (await second.WaitForAsync("new_message")).GetProperty("content").GetString());
    }

    private async Task<OfficialSocket> JoinAsync(string user, string room)
    {
        var socket = await _gateway.ConnectAsync(user);
        socket.Emit("join_room", room);
        await socket.WaitForAsync("joined_room");
        return socket;
    }
}
