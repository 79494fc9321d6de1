using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.SocketIo.Tests.Server;

public sealed class OfficialClientTests : IAsyncLifetime
{
    private static readonly int[] Three = [3];

    private OfficialClients _clients = null!;
    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _clients = await OfficialClients.StartAsync();
        _server = await TestServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _clients.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Emit_WithCallback_IsAnswered()
    {
        var socket = await _clients.Open(_server.Address).ConnectedAsync();

        Assert.Equal(42, (await socket.AskAsync("message-with-ack", 42)).GetInt32());
    }

    [Fact]
    public async Task Emit_WithoutCallback_ComesBackWithAllArguments()
    {
        var socket = await _clients.Open(_server.Address).ConnectedAsync();

        socket.Emit("message", 1, "zwei ü €", new { three = Three });

        await socket.WaitForAsync("message-back");
        var args = socket.Events.Single(e => e.Name == "message-back").Args;
        Assert.Equal(3, args.GetArrayLength());
        Assert.Equal(1, args[0].GetInt32());
        Assert.Equal("zwei ü €", args[1].GetString());
        Assert.Equal(3, args[2].GetProperty("three")[0].GetInt32());
    }

    [Fact]
    public async Task Emit_WithBinaryArguments_ReachesTheHandlerAsAttachments()
    {
        var socket = await _clients.Open(_server.Address).ConnectedAsync();
        static object Binary(int length) => new Dictionary<string, string> { ["$binary"] = Convert.ToBase64String(new byte[length]) };

        var answer = await socket.AskAsync("attachments", Binary(3), Binary(5));

        Assert.Equal("3,5", answer.GetString());
    }

    [Fact]
    public async Task Connect_Refused_TellsMessageAndData()
    {
        var socket = await _clients.Open(_server.Address).ConnectedAsync();

        var other = await _clients.Open(_server.Address).ConnectedAsync();

        var refused = _clients.Join(socket, "/private", new { token = "wrong" });
        var accepted = _clients.Join(other, "/private", new { token = "secret" });

        var error = await refused.WaitForAsync("connect_error");
        Assert.Equal("AUTH_FAILED", error.GetProperty("message").GetString());
        Assert.False(error.GetProperty("data").GetProperty("retry").GetBoolean());
        await accepted.ConnectedAsync();
    }

    [Fact]
    public async Task Connect_ToASecondNamespace_SharesTheConnection()
    {
        var socket = await _clients.Open(_server.Address).ConnectedAsync();
        var custom = await _clients.Join(socket, "/custom").ConnectedAsync();

        Assert.Equal("there", (await custom.AskAsync("message-with-ack", "there")).GetString());
        Assert.Equal(1, _server.Hub.ConnectionCount);
    }

    [Fact]
    public async Task Broadcast_ToARoom_ReachesItsOtherMembersOnly()
    {
        var sender = await _clients.Open(_server.Address).ConnectedAsync();
        var member = await _clients.Open(_server.Address).ConnectedAsync();
        var outsider = await _clients.Open(_server.Address).ConnectedAsync();
        await sender.AskAsync("join", "r");
        await member.AskAsync("join", "r");
        await outsider.AskAsync("join", "r");
        await outsider.AskAsync("leave", "r");

        sender.Emit("shout", "r", "hi");

        Assert.Equal("hi", (await member.WaitForAsync("shouted")).GetString());
        await outsider.AskAsync("message-with-ack", 1);
        await sender.AskAsync("message-with-ack", 1);
        Assert.DoesNotContain(sender.Events.Concat(outsider.Events), e => e.Name == "shouted");
    }

    [Fact]
    public async Task Disconnect_ByTheServer_IsSeenAsSuch()
    {
        var socket = await _clients.Open(_server.Address).ConnectedAsync();

        socket.Emit("kick");

        Assert.Equal("io server disconnect", (await socket.WaitForAsync("disconnect")).GetString());
    }

    [Fact]
    public async Task Reconnect_AfterTheConnectionWasCut_Works()
    {
        var socket = await _clients.Open(_server.Address, options: new { reconnection = true, reconnectionDelay = 50 }).ConnectedAsync();

        socket.Cut();

        await socket.WaitForAsync("disconnect");
        Assert.Equal(1, (await socket.AskAsync("message-with-ack", 1)).GetInt32());
        Assert.Equal(2, socket.Events.Count(e => e.Name == "connect"));
    }

    [Fact]
    public async Task Emit_ThroughTheHttpPipeline_ComesBack()
    {
        await using var server = await TestServer.StartAsync(isDirect: false);
        var socket = await _clients.Open(server.Address).ConnectedAsync();

        Assert.Equal(42, (await socket.AskAsync("message-with-ack", 42)).GetInt32());
    }

    [Theory]
    [InlineData("polling")]
    [InlineData("websocket")]
    [InlineData("polling,websocket")]
    public async Task Emit_OverEveryTransport_ComesBack(string transports)
    {
        var socket = _clients.Open(_server.Address, options: new { transports = transports.Split(',') });
        await socket.WaitForAsync("connect");

        socket.Emit("message", 1, "two");

        await socket.WaitForAsync("message-back");
    }
}
