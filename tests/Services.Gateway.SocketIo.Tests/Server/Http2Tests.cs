using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>HTTP/2 without TLS: WebSockets are opened with CONNECT (RFC 8441), several on one connection.</summary>
public sealed class Http2Tests
{
    private const string Polling = "/socket.io/?EIO=4&transport=polling";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WebSockets_OnOneConnection_CarryEventsUntilTheyClose(bool isDirect)
    {
        await using var server = await TestServer.StartAsync(isDirect: isDirect, protocols: HttpProtocols.Http2);
        using var http = Http();

        using var first = await JoinAsync(server, http);
        using var second = await JoinAsync(server, http);
        await first.SendAsync("""42["message","first"]""");
        await second.SendAsync("""42["message","second"]""");

        Assert.Equal("""42["message-back","first"]""", await first.ReceiveAsync());
        Assert.Equal("""42["message-back","second"]""", await second.ReceiveAsync());
        await first.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await second.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await server.EmptyAsync();
        Assert.Empty(server.Errors.Lines);
    }

    [Fact]
    public async Task Upgrade_FromPolling_TakesOver()
    {
        await using var server = await TestServer.StartAsync(protocols: HttpProtocols.Http2);
        using var http = Http();
        using var client = new HttpClient(http, disposeHandler: false)
        {
            BaseAddress = server.Address,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        var sid = JsonElement.Parse((await client.GetStringAsync(Polling)).AsSpan(1)).GetProperty("sid").GetString();
        using var socket = await DialAsync(server, http, $"&sid={sid}");

        await socket.SendAsync("2probe");
        Assert.Equal("3probe", await socket.ReceiveAsync());
        await socket.SendAsync("5");
        await socket.SendAsync("40");

        Assert.StartsWith("40{", await socket.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("&sid=unknown", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.TooManyRequests)]
    public async Task WebSocket_ThatCannotBeGranted_IsRefusedWithItsStatus(string query, HttpStatusCode expected)
    {
        await using var server = await TestServer.StartAsync(options => options.MaxConnections = 1, protocols: HttpProtocols.Http2);
        using var http = Http();
        using var only = await DialAsync(server, http);
        using var refused = Socket();

        await Assert.ThrowsAsync<WebSocketException>(() =>
            refused.ConnectAsync(AddressOf(server, query), new HttpMessageInvoker(http, disposeHandler: false), CancellationToken.None)
        );

        Assert.Equal(expected, refused.HttpStatusCode);
        Assert.Empty(server.Errors.Lines);
    }

    private static SocketsHttpHandler Http() => new() { EnableMultipleHttp2Connections = false };

    private static ClientWebSocket Socket()
    {
        var socket = new ClientWebSocket();
        socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        socket.Options.CollectHttpResponseDetails = true;
        return socket;
    }

    private static Uri AddressOf(TestServer server, string query = "") =>
        new($"ws://127.0.0.1:{server.Address.Port}/socket.io/?EIO=4&transport=websocket{query}");

    private static async Task<ClientWebSocket> DialAsync(TestServer server, SocketsHttpHandler http, string query = "")
    {
        var socket = Socket();
        await socket.ConnectAsync(AddressOf(server, query), new HttpMessageInvoker(http, disposeHandler: false), CancellationToken.None);
        return socket;
    }

    private static async Task<ClientWebSocket> JoinAsync(TestServer server, SocketsHttpHandler http)
    {
        var socket = await DialAsync(server, http);
        await socket.ReceiveAsync();
        await socket.SendAsync("40");
        await socket.ReceiveAsync();
        await socket.ReceiveAsync();
        return socket;
    }
}
