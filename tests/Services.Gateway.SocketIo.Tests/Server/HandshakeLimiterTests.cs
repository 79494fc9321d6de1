using System.Net;
using System.Net.WebSockets;
using System.Text.Json;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>An application that says how often connections may be opened is asked once for each, before there is a session.</summary>
public sealed class HandshakeLimiterTests
{
    private const string Polling = "/socket.io/?EIO=4&transport=polling";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_MoreThanAllowed_Is429WithTheTimeToWaitOverEveryTransport(bool isDirect)
    {
        var limiter = new Allowance(2);
        await using var server = await StartAsync(limiter, isDirect);
        using var http = new HttpClient { BaseAddress = server.Address };
        using var socket = await server.DialAsync();
        await http.GetStringAsync(Polling);

        using var polling = await http.GetAsync(Polling);
        using var raw = await RawClient.DialAsync(server.Address);
        await raw.TryWriteAsync(RawClient.WebSocketRequest);
        var upgrade = await raw.ReadAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, polling.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), polling.Headers.RetryAfter?.Delta);
        Assert.Equal("""{"code":6,"message":"Too many connections"}""", await polling.Content.ReadAsStringAsync());
        Assert.StartsWith("HTTP/1.1 429 ", upgrade, StringComparison.Ordinal);
        Assert.Contains("Retry-After: 7\r\n", upgrade, StringComparison.Ordinal);
        Assert.Equal(2, server.Hub.ConnectionCount);
        Assert.Equal(2, limiter.Taken);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_ThatIsRefused_LeavesItsPlace(bool isDirect)
    {
        await using var server = await StartAsync(new Allowance(0), isDirect);
        using var http = new HttpClient { BaseAddress = server.Address };

        using var polling = await http.GetAsync(Polling);
        await Assert.ThrowsAsync<WebSocketException>(() => server.DialAsync());

        Assert.Equal(HttpStatusCode.TooManyRequests, polling.StatusCode);
        Assert.Equal(0, server.Limits.Addresses);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_WhenTheLimiterFails_LeavesItsPlace(bool isDirect)
    {
        await using var server = await StartAsync(new Broken(), isDirect);
        using var http = new HttpClient { BaseAddress = server.Address };

        await Assert.ThrowsAsync<WebSocketException>(() => server.DialAsync());
        using var polling = await http.GetAsync(Polling);

        Assert.Equal(HttpStatusCode.InternalServerError, polling.StatusCode);
        Assert.Equal(0, server.Limits.Addresses);
    }

    [Fact]
    public async Task Requests_OfASession_AskNobody()
    {
        var limiter = new Allowance(1);
        await using var server = await StartAsync(limiter, isDirect: true);
        using var http = new HttpClient { BaseAddress = server.Address };
        var sid = JsonElement.Parse((await http.GetStringAsync(Polling)).AsSpan(1)).GetProperty("sid").GetString();

        using var posted = await http.PostAsync($"{Polling}&sid={sid}", new StringContent("40"));
        using var socket = await server.DialAsync($"EIO=4&transport=websocket&sid={sid}");
        await socket.SendAsync("2probe");

        Assert.Equal("3probe", await socket.ReceiveAsync());
        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        Assert.Equal(1, limiter.Taken);
    }

    private static Task<TestServer> StartAsync(IHandshakeLimiter limiter, bool isDirect) =>
        TestServer.StartAsync(options => options.MaxConnectionsPerAddress = 10, isDirect, limiter: limiter);

    private sealed class Allowance(int most) : IHandshakeLimiter
    {
        private int _taken;

        public int Taken => _taken;

        public async ValueTask<TimeSpan?> TakeAsync(IPAddress? address)
        {
            await Task.Yield();
            if (_taken == most)
            {
                return TimeSpan.FromSeconds(6.2);
            }

            _taken++;
            return null;
        }
    }

    private sealed class Broken : IHandshakeLimiter
    {
        public ValueTask<TimeSpan?> TakeAsync(IPAddress? address) => throw new InvalidOperationException("Out of order.");
    }
}
