using System.Net;
using System.Net.WebSockets;
using System.Text.Json;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>How a connection opens, and which ones do not.</summary>
public sealed class HandshakeTests
{
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
    [InlineData("GET", "EIO=3&transport=polling", "{\"code\":5,\"message\":\"Unsupported protocol version\"}")]
    [InlineData("POST", "EIO=4&transport=polling", "{\"code\":2,\"message\":\"Bad handshake method\"}")]
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
        await using var server = await TestServer.StartAsync(options =>
            options.IsOriginAllowed = context => context.Headers.Origin != "http://evil.example"
        );

        await AssertRefusedAsync(server, "EIO=4&transport=websocket", HttpStatusCode.Forbidden, origin: "http://evil.example");
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
            socket.ConnectAsync(new Uri($"ws://127.0.0.1:{server.Address.Port}/socket.io/?{query}"), CancellationToken.None)
        );
        Assert.Equal(expected, socket.HttpStatusCode);
    }
}
