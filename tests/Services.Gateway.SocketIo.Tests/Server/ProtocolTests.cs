using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Services.Gateway.SocketIo.Tests.Packets;

namespace Services.Gateway.SocketIo.Tests.Server;

public sealed class ProtocolTests
{
    public static TheoryData<string> FatalMessages => GarbageCorpus.Fatal;

    [Fact]
    public async Task Open_OverWebSocket_SendsTheHandshake()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.DialAsync();

        var packet = await socket.ReceiveAsync();

        Assert.StartsWith("0{", packet, StringComparison.Ordinal);
        var open = JsonElement.Parse(packet![1..]);
        Assert.Equal(20, open.GetProperty("sid").GetString()!.Length);
        Assert.Equal(0, open.GetProperty("upgrades").GetArrayLength());
        Assert.Equal(25000, open.GetProperty("pingInterval").GetInt32());
        Assert.Equal(20000, open.GetProperty("pingTimeout").GetInt32());
        Assert.Equal(1000000, open.GetProperty("maxPayload").GetInt32());
    }

    [Theory]
    [InlineData("GET", "EIO=4&transport=polling", "{\"code\":0,\"message\":\"Transport unknown\"}")]
    [InlineData("GET", "EIO=4", "{\"code\":0,\"message\":\"Transport unknown\"}")]
    [InlineData("GET", "EIO=4&transport=abc", "{\"code\":0,\"message\":\"Transport unknown\"}")]
    [InlineData("GET", "EIO=4&transport=websocket&sid=abc", "{\"code\":1,\"message\":\"Session ID unknown\"}")]
    [InlineData("POST", "EIO=4&transport=websocket", "{\"code\":2,\"message\":\"Bad handshake method\"}")]
    [InlineData("GET", "EIO=4&transport=websocket", "{\"code\":3,\"message\":\"Bad request\"}")]
    public async Task Handshake_ThatCannotBeGranted_Is400WithEngineIosError(string method, string query, string expected)
    {
        await using var server = await TestServer.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };

        using var response = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), $"/socket.io/?{query}"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("EIO=3&transport=websocket")]
    [InlineData("transport=websocket")]
    [InlineData("EIO=4&transport=websocket&sid=abc")]
    public async Task Upgrade_ThatCannotBeGranted_Is400(string query)
    {
        await using var server = await TestServer.StartAsync();

        await AssertRefusedAsync(server, query, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Upgrade_FromAForbiddenOrigin_Is403()
    {
        await using var server = await TestServer.StartAsync(options => options.IsOriginAllowed = context => context.Request.Headers.Origin != "http://evil.example");

        await AssertRefusedAsync(server, "EIO=4&transport=websocket", HttpStatusCode.Forbidden, origin: "http://evil.example");
    }

    [Fact]
    public async Task Ping_Answered_KeepsTheConnection()
    {
        await using var server = await TestServer.StartAsync(Fast);
        using var socket = await server.JoinedAsync();

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("2", await socket.ReceiveAsync());
            await socket.SendAsync("3");
        }
    }

    [Fact]
    public async Task Ping_Unanswered_ClosesTheConnection()
    {
        await using var server = await TestServer.StartAsync(Fast);
        using var socket = await server.JoinedAsync();

        Assert.Equal("2", await socket.ReceiveAsync());
        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal("ping timeout", socket.CloseStatusDescription);
    }

    [Fact]
    public async Task Connect_ThatNeverComes_ClosesTheConnection()
    {
        await using var server = await TestServer.StartAsync(options => options.ConnectTimeout = TimeSpan.FromMilliseconds(200));
        using var socket = await server.DialAsync();
        await socket.ReceiveAsync();

        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal("connect timeout", socket.CloseStatusDescription);
    }

    [Fact]
    public async Task Connect_ToAnUnknownNamespace_IsRefusedAndTheConnectionStays()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.DialAsync();
        await socket.ReceiveAsync();

        await socket.SendAsync("40/random");

        Assert.Equal("44/random,{\"message\":\"Invalid namespace\"}", await socket.ReceiveAsync());
        await socket.SendAsync("40");
        Assert.StartsWith("40{\"sid\":\"", await socket.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Event_BeforeConnect_ClosesTheConnection()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.DialAsync();
        await socket.ReceiveAsync();

        await socket.SendAsync("42[\"message\"]");

        Assert.Null(await socket.ReceiveAsync());
    }

    [Theory]
    [MemberData(nameof(FatalMessages))]
    public async Task Message_ThatBreaksTheProtocol_ClosesThisConnectionOnly(string text)
    {
        await using var server = await TestServer.StartAsync();
        using var other = await server.JoinedAsync();
        using var socket = await server.JoinedAsync();

        await socket.SendAsync(text);

        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.ProtocolError, socket.CloseStatus);
        await other.SendAsync("42[\"message\",1]");
        Assert.Equal("42[\"message-back\",1]", await other.ReceiveAsync());
    }

    [Fact]
    public async Task Message_BinaryOutOfPlace_ClosesTheConnection()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.JoinedAsync();

        await socket.SendAsync([1, 2, 3]);

        Assert.Null(await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Message_TextWhileAttachmentsAreDue_ClosesTheConnection()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.JoinedAsync();

        await socket.SendAsync("451-[\"attachments\",{\"_placeholder\":true,\"num\":0}]");
        await socket.SendAsync("42[\"message\"]");

        Assert.Null(await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Message_AboveMaxPayload_ClosesWith1009()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.JoinedAsync();

        await socket.SendAsync("42[\"message\",\"" + new string('x', 1_000_001) + "\"]");

        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, socket.CloseStatus);
    }

    [Fact]
    public async Task Message_JustBelowMaxPayload_IsHandled()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.JoinedAsync();
        var argument = new string('x', 990_000);

        await socket.SendAsync($"42[\"message\",\"{argument}\"]");

        Assert.Equal($"42[\"message-back\",\"{argument}\"]", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Disconnect_ByTheClient_LetsItJoinAgain()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.JoinedAsync();

        await socket.SendAsync("41");
        await socket.SendAsync("40");

        Assert.StartsWith("40{\"sid\":\"", await socket.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Equal(SocketIoDisconnectReason.ClientLeft, Assert.Single(server.Gone).Reason);
    }

    [Fact]
    public async Task Emit_ToAClientThatDoesNotRead_DisconnectsItAndBoundsMemory()
    {
        await using var server = await TestServer.StartAsync(options =>
        {
            options.MaxOutboundBytes = 100_000;
            options.CloseTimeout = TimeSpan.FromMilliseconds(200);
        });
        using var socket = await server.JoinedAsync();

        await socket.SendAsync("42[\"flood\"]");

        await WaitUntilAsync(() => server.Hub.ConnectionCount == 0);
        Assert.Equal(SocketIoDisconnectReason.SlowClient, Assert.Single(server.Gone).Reason);
    }

    [Fact]
    public async Task Handler_ThatWaits_HoldsUpNeitherPingsNorOthers()
    {
        await using var server = await TestServer.StartAsync(Fast);
        using var waiting = await server.JoinedAsync();
        using var other = await server.JoinedAsync();

        await waiting.SendAsync("421[\"slow\"]");
        await other.SendAsync("42[\"message\",1]");

        Assert.Equal("42[\"message-back\",1]", await other.ReceiveAsync());
        Assert.Equal("2", await waiting.ReceiveAsync());
        await waiting.SendAsync("3");
        server.HandlerMayEnd.SetResult();
        Assert.Equal("431[\"done\"]", await waiting.ReceiveAsync());
    }

    [Fact]
    public async Task Handlers_OfOneConnection_RunInOrder()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.JoinedAsync();

        await socket.SendAsync("420[\"slow\"]");
        for (var i = 1; i < 200; i++)
        {
            await socket.SendAsync($"42{i}[\"message-with-ack\",{i}]");
        }

        server.HandlerMayEnd.SetResult();
        Assert.Equal("430[\"done\"]", await socket.ReceiveAsync());
        for (var i = 1; i < 200; i++)
        {
            Assert.Equal($"43{i}[{i}]", await socket.ReceiveAsync());
        }
    }

    [Fact]
    public async Task Handler_ThatThrows_IsReportedAndTheConnectionStays()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.JoinedAsync();

        await socket.SendAsync("421[\"fail\"]");

        Assert.Equal("431[\"failed\"]", await socket.ReceiveAsync());
        await socket.SendAsync("42[\"message\",2]");
        Assert.Equal("42[\"message-back\",2]", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Stop_WithAHandlerAtWork_AnswersItAndClosesWithAReason()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.JoinedAsync();
        await socket.SendAsync("421[\"slow\"]");
        await socket.SendAsync("42[\"message\",1]");
        await server.HandlerIsAtWork.Task;

        var stopping = server.StopAsync();
        server.HandlerMayEnd.SetResult();

        Assert.Equal("431[\"done\"]", await socket.ReceiveAsync());
        var next = await socket.ReceiveAsync();
        if (next is not null)
        {
            next = await socket.ReceiveAsync();
        }

        Assert.Null(next);
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, socket.CloseStatus);
        Assert.Equal("server shutting down", socket.CloseStatusDescription);
        await stopping;
    }

    [Fact]
    public async Task SlowLoris_ThatNeverFinishesAMessage_IsCutByTheHeartbeat()
    {
        await using var server = await TestServer.StartAsync(options =>
        {
            Fast(options);
            options.CloseTimeout = TimeSpan.FromMilliseconds(200);
        });
        using var socket = await server.JoinedAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));

        await socket.SendAsync("42[\"mess"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: false, patience.Token);

        await WaitUntilAsync(() => server.Hub.ConnectionCount == 0);
        Assert.Equal(SocketIoDisconnectReason.PingTimeout, Assert.Single(server.Gone).Reason);
    }

    private static void Fast(SocketIoOptions options)
    {
        options.PingInterval = TimeSpan.FromMilliseconds(300);
        options.PingTimeout = TimeSpan.FromMilliseconds(200);
    }

    private static async Task AssertRefusedAsync(TestServer server, string query, HttpStatusCode expected, string? origin = null)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        await Assert.ThrowsAsync<WebSocketException>(() =>
            socket.ConnectAsync(new Uri($"ws://127.0.0.1:{server.Address.Port}/socket.io/?{query}"), CancellationToken.None));
        Assert.Equal(expected, socket.HttpStatusCode);
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }
}
