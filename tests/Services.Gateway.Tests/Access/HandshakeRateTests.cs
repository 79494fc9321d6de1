using System.Net;
using System.Net.WebSockets;
using System.Text;
using Services.Contracts.Access;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Access;

/// <summary>
/// How many connections an address opens in a minute. Each test has a database of Redis of its own: the address is everybody's.
/// </summary>
public sealed class HandshakeRateTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    private const string Polling = "/socket.io/?EIO=4&transport=polling";

    private readonly Caller _caller = GatewayHost.NewCustomer();

    [Fact]
    public async Task Open_MoreThanAMinuteAllowsAnAddress_Is429OnEveryGatewayOverEveryTransport()
    {
        var settings = Settings(database: 7, limit: 4);
        await using var one = await Fixture.StartGatewayAsync(settings);
        await using var two = await Fixture.StartGatewayAsync(settings);
        using var http = one.HttpFor(_caller);
        var room = $"room-{Guid.NewGuid():N}";
        await http.GetStringAsync(Polling);
        await ConnectAsync(two);
        using var silent = await DialAsync(one.Address);
        using var entered = await two.EnterAsync(_caller, room);

        using var polling = await http.GetAsync(Polling);
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(SocketOf(two.Address), CancellationToken.None));
        var refused = await Assert.ThrowsAsync<RefusedException>(() => one.EnterAsync(_caller, room));
        using var events = await http.GetAsync($"/sessions/{Guid.NewGuid()}/events");

        Assert.Equal(HttpStatusCode.TooManyRequests, polling.StatusCode);
        Assert.InRange(polling.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Equal("""{"code":6,"message":"Too many connections"}""", await polling.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.TooManyRequests, socket.HttpStatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, events.StatusCode);
    }

    [Fact]
    public async Task Connect_AgainOnTheSameConnection_IsCountedFromTheSecondOn()
    {
        await using var gateway = await Fixture.StartGatewayAsync(Settings(database: 8, limit: 2));
        using var socket = await DialAsync(gateway.Address);
        await ReceiveAsync(socket);

        List<string> answers = [];
        for (var i = 0; i < 3; i++)
        {
            await socket.SendAsync("40{}"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            answers.Add(await ReceiveAsync(socket));
        }

        Assert.All(answers[..2], answer => Assert.Contains("AUTH_TOKEN_MISSING", answer, StringComparison.Ordinal));
        Assert.Contains("RATE_LIMIT_EXCEEDED", answers[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_WhileRedisIsAway_IsLetThrough()
    {
        await using var line = Fixture.ProxyToRedis(out var connectionString);
        await using var gateway = await Fixture.StartGatewayAsync(
            $"ConnectionStrings:redis={connectionString},defaultDatabase=9",
            "Gateway:RateLimits:HandshakesPerMinute=1"
        );
        using var http = gateway.HttpFor(null);
        await http.GetStringAsync(Polling);
        using var full = await http.GetAsync(Polling);

        line.Cut();

        using var polling = await http.GetAsync(Polling);
        using var socket = await DialAsync(gateway.Address);
        Assert.Equal(HttpStatusCode.TooManyRequests, full.StatusCode);
        Assert.Equal(HttpStatusCode.OK, polling.StatusCode);
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    private string[] Settings(int database, int limit) =>
        [
            $"Gateway:RateLimits:HandshakesPerMinute={limit}",
            $"ConnectionStrings:redis={Fixture.RedisConnectionString},defaultDatabase={database}",
        ];

    private Task<OfficialSocket> ConnectAsync(GatewayHost gateway) =>
        Fixture.Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(_caller) }).ConnectedAsync();

    private static Uri SocketOf(Uri gateway) => new($"ws://127.0.0.1:{gateway.Port}/socket.io/?EIO=4&transport=websocket");

    private static async Task<ClientWebSocket> DialAsync(Uri gateway)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(SocketOf(gateway), CancellationToken.None);
        return socket;
    }

    private static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[4_096];
        var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }
}
