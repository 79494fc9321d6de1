using System.Net;
using System.Net.WebSockets;
using System.Text.Json;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>
/// A server with room for one: whoever comes second is turned away before there is a session, and every way out makes room again, once.
/// </summary>
public sealed class FullServerTests
{
    private const string Polling = "/socket.io/?EIO=4&transport=polling";

    public static TheoryData<string> WaysOut => [.. Ways.Keys];

    private static Dictionary<string, Func<TestServer, HttpClient, Task>> Ways { get; } =
        new()
        {
            ["WebSocket, closed by the client"] = async (server, _) =>
            {
                using var socket = await server.DialAsync();
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            },
            ["WebSocket, cut"] = async (server, _) =>
            {
                using var client = await RawClient.DialAsync(server.Address);
                await client.TryWriteAsync(RawClient.WebSocketRequest);
                await client.ReadAsync(atLeast: 150);
            },
            ["WebSocket, silent"] = async (server, _) =>
            {
                using var socket = await server.JoinedAsync();
                while (await socket.ReceiveAsync() is not null) { }
            },
            ["WebSocket that never joins"] = async (server, _) =>
            {
                using var socket = await server.DialAsync();
                while (await socket.ReceiveAsync() is { } packet)
                {
                    await socket.SendAsync(packet == "2" ? "3" : "6");
                }
            },
            ["WebSocket, disconnected by the application"] = async (server, _) =>
            {
                using var socket = await server.JoinedAsync();
                await socket.SendAsync("""42["kick"]""");
                while (await socket.ReceiveAsync() is not null) { }
            },
            ["WebSocket that breaks the protocol"] = async (server, _) =>
            {
                using var socket = await server.DialAsync();
                await socket.SendAsync("nonsense");
                while (await socket.ReceiveAsync() is not null) { }
            },
            ["polling, closed by the client"] = async (_, http) => await PostAsync(http, await OpenAsync(http), "1"),
            ["polling, silent"] = async (_, http) => await OpenAsync(http),
            ["polling that breaks the protocol"] = async (_, http) => await PostAsync(http, await OpenAsync(http), "nonsense"),
            ["polling, disconnected by the application"] = async (_, http) =>
            {
                var sid = await OpenAsync(http);
                await PostAsync(http, sid, "40");
                await PostAsync(http, sid, """42["kick"]""");
            },
            ["polling that hangs up on its GET"] = async (_, http) =>
            {
                var sid = await OpenAsync(http);
                using var hangUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => http.GetAsync($"{Polling}&sid={sid}", hangUp.Token));
            },
            ["upgraded, then cut"] = async (server, http) =>
            {
                using var socket = await UpgradeAsync(server, http);
                socket.Abort();
            },
        };

    [Theory]
    [MemberData(nameof(WaysOut))]
    public async Task Session_HoweverItEnds_MakesRoomOnce(string way)
    {
        await using var server = await StartAsync(
            perAddress: 1,
            configure: options =>
            {
                TestServer.BeatFast(options);
                options.ConnectTimeout = TimeSpan.FromSeconds(1);
                options.CloseTimeout = TimeSpan.FromMilliseconds(200);
            }
        );
        using var http = new HttpClient { BaseAddress = server.Address };

        await Ways[way](server, http);
        await server.FreeAsync();

        using var next = await server.DialAsync();
        await AssertFullAsync(http);
    }

    [Theory]
    [InlineData(true, 1, 0)]
    [InlineData(true, 0, 1)]
    [InlineData(false, 1, 0)]
    [InlineData(false, 0, 1)]
    public async Task Upgrade_WhenFull_Is429BeforeItBegins(bool isDirect, int total, int perAddress)
    {
        await using var server = await StartAsync(total, perAddress, isDirect);
        using var first = await server.DialAsync();
        using var second = await RawClient.DialAsync(server.Address);

        await second.TryWriteAsync(RawClient.WebSocketRequest);
        var answer = await second.ReadAsync();

        Assert.StartsWith("HTTP/1.1 429 ", answer, StringComparison.Ordinal);
        Assert.Contains("Retry-After: 5\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("""{"code":6,"message":"Too many connections"}""", answer, StringComparison.Ordinal);
        Assert.Equal(1, server.Hub.ConnectionCount);
    }

    [Fact]
    public async Task Open_OverPollingWhenFull_Is429()
    {
        await using var server = await StartAsync(perAddress: 1);
        using var http = new HttpClient { BaseAddress = server.Address };
        await OpenAsync(http);

        await AssertFullAsync(http);

        Assert.Equal(1, server.Hub.ConnectionCount);
    }

    [Theory]
    [InlineData("EIO=3&transport=polling", HttpStatusCode.BadRequest)]
    [InlineData("EIO=4&transport=polling&sid=unknown", HttpStatusCode.BadRequest)]
    public async Task Request_ThatIsNoHandshake_IsAnsweredAsEver(string query, HttpStatusCode expected)
    {
        await using var server = await StartAsync(perAddress: 1);
        using var http = new HttpClient { BaseAddress = server.Address };
        await OpenAsync(http);

        using var response = await http.GetAsync($"/socket.io/?{query}");

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Upgrade_OfASession_TakesNoPlaceOfItsOwn()
    {
        await using var server = await StartAsync(perAddress: 1);
        using var http = new HttpClient { BaseAddress = server.Address };

        using var socket = await UpgradeAsync(server, http);
        await socket.SendAsync("40");

        Assert.StartsWith("40{", await socket.ReceiveAsync(), StringComparison.Ordinal);
        await AssertFullAsync(http);
    }

    private static Task<TestServer> StartAsync(
        int total = 0,
        int perAddress = 0,
        bool isDirect = true,
        Action<SocketIoOptions>? configure = null
    ) =>
        TestServer.StartAsync(
            options =>
            {
                options.MaxConnections = total;
                options.MaxConnectionsPerAddress = perAddress;
                configure?.Invoke(options);
            },
            isDirect
        );

    private static async Task AssertFullAsync(HttpClient http)
    {
        using var response = await http.GetAsync(Polling);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter?.Delta);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("""{"code":6,"message":"Too many connections"}""", await response.Content.ReadAsStringAsync());
    }

    private static async Task<string> OpenAsync(HttpClient http) =>
        JsonElement.Parse((await http.GetStringAsync(Polling)).AsSpan(1)).GetProperty("sid").GetString()!;

    private static async Task PostAsync(HttpClient http, string sid, string packets)
    {
        using var response = await http.PostAsync($"{Polling}&sid={sid}", new StringContent(packets));
    }

    private static async Task<ClientWebSocket> UpgradeAsync(TestServer server, HttpClient http)
    {
        var socket = await server.DialAsync($"EIO=4&transport=websocket&sid={await OpenAsync(http)}");
        await socket.SendAsync("2probe");
        Assert.Equal("3probe", await socket.ReceiveAsync());
        await socket.SendAsync("5");
        return socket;
    }
}
