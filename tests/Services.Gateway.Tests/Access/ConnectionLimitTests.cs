using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Access;

/// <summary>How many connections an address may have, whether it signs in or not.</summary>
public sealed class ConnectionLimitTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    private const string Polling = "/socket.io/?EIO=4&transport=polling";

    [Theory]
    [InlineData("Gateway:Connections:MaxPerAddress=2")]
    [InlineData("Gateway:Connections:MaxTotal=2")]
    public async Task Open_WithTooManyThatNeverSignedIn_Is429OverEveryTransport(string setting)
    {
        await using var gateway = await Fixture.StartGatewayAsync(setting);
        var caller = GatewayHost.NewCustomer();
        using var http = gateway.HttpFor(caller);
        await http.GetStringAsync(Polling);
        using var silent = await DialAsync(gateway.Address);

        using var polling = await http.GetAsync(Polling);
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(SocketOf(gateway.Address), CancellationToken.None));
        var room = await Assert.ThrowsAsync<RefusedException>(() => gateway.EnterAsync(caller, "a-room"));
        using var events = await http.GetAsync($"/sessions/{Guid.NewGuid()}/events");

        Assert.Equal(HttpStatusCode.TooManyRequests, polling.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), polling.Headers.RetryAfter?.Delta);
        Assert.Equal("""{"code":6,"message":"Too many connections"}""", await polling.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.TooManyRequests, socket.HttpStatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, room.Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, events.StatusCode);
    }

    [Fact]
    public async Task Open_OfASocketWhileARoomHasTheOnlyPlace_WorksOnceTheRoomIsLeft()
    {
        await using var gateway = await Fixture.StartGatewayAsync("Gateway:Connections:MaxPerAddress=1");
        var caller = GatewayHost.NewCustomer();
        var room = await gateway.EnterAsync(caller, $"room-{Guid.NewGuid():N}");
        var client = Fixture.Clients.Open(
            gateway.Address,
            new { token = GatewayHost.TokenFor(caller) },
            options: new
            {
                reconnection = true,
                reconnectionDelay = 50,
                reconnectionDelayMax = 50,
            }
        );
        await client.WaitForAsync("connect_error");

        room.Dispose();

        await client.ConnectedAsync();
    }

    [Fact]
    public async Task Requests_PassedOnByAnotherGateway_TakeNoPlaceOnEither()
    {
        await using var one = await Fixture.StartGatewayAsync("Gateway:Connections:MaxPerAddress=1");
        await using var two = await Fixture.StartGatewayAsync("Gateway:Connections:MaxPerAddress=1");
        using var here = one.HttpFor(null);
        using var there = two.HttpFor(null);
        var sid = JsonElement.Parse((await here.GetStringAsync(Polling)).AsSpan(1)).GetProperty("sid").GetString();

        using var posted = await there.PostAsync($"{Polling}&sid={sid}", new StringContent("40{}"));
        var polled = await there.GetStringAsync($"{Polling}&sid={sid}");
        using var upgrade = await DialAsync(two.Address, $"&sid={sid}");
        using var full = await here.GetAsync(Polling);
        using var room = await there.GetAsync(Polling);

        Assert.Contains("AUTH_TOKEN_MISSING", polled, StringComparison.Ordinal);
        Assert.Equal(WebSocketState.Open, upgrade.State);
        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (full.StatusCode, room.StatusCode));
    }

    private static Uri SocketOf(Uri gateway, string query = "") =>
        new($"ws://127.0.0.1:{gateway.Port}/socket.io/?EIO=4&transport=websocket{query}");

    private static async Task<ClientWebSocket> DialAsync(Uri gateway, string query = "")
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(SocketOf(gateway, query), CancellationToken.None);
        return socket;
    }
}
