using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Access;

/// <summary>What lets somebody in stands in no log and no span, whatever is switched on.</summary>
[Collection(EverythingLogged.Collection)]
public sealed class SecrecyTests(GatewayFixture fixture) : GatewayTest(fixture), IAsyncLifetime
{
    private static readonly string[] Names = ["access_token", "token", "id_token", "anything"];

    private GatewayHost _gateway = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _gateway = await Fixture.StartGatewayAsync(
            EverythingLogged.Settings,
            "Gateway:LogEvents=true",
            // Kestrel looks once, at its start, whether anybody wants details.
            "Logging:LogLevel:Microsoft.AspNetCore.Server.Kestrel=Information"
        );

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Token_ShownToEveryEndpointInEveryWay_IsWrittenNowhere()
    {
        using var log = new EverythingLogged(_gateway);
        var good = GatewayHost.TokenFor(GatewayHost.NewOperator());
        var bad = GatewayHost.TokenFor(GatewayHost.NewOperator(), key: new string('k', 64));
        using var http = _gateway.HttpFor(null);
        var shown = 0;

        foreach (var (method, path) in EndpointRequests.Of(_gateway).Append((HttpMethod.Get, "/nothing")))
        {
            foreach (var token in (string[])[good, bad])
            {
                foreach (var name in Names)
                {
                    await SendAsync(new HttpRequestMessage(method, $"{path}?{name}={token}&EIO=4&transport=polling"));
                }

                var request = new HttpRequestMessage(method, path);
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                await SendAsync(request);
            }
        }

        Assert.True(shown > 100, $"{shown}");
        AssertNowhere(log, good, bad);

        async Task SendAsync(HttpRequestMessage request)
        {
            using (request)
            {
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
                shown++;
            }
        }
    }

    [Fact]
    public async Task Token_ShownBySockets_IsWrittenNowhere()
    {
        using var log = new EverythingLogged(_gateway);
        var caller = GatewayHost.NewCustomer();
        var good = GatewayHost.TokenFor(caller);
        var bad = GatewayHost.TokenFor(caller, key: new string('k', 64));

        var socket = await Fixture.Clients.Open(_gateway.Address, new { token = good }).ConnectedAsync();
        await CreateSessionAsync(socket);
        await Fixture.Clients.Open(_gateway.Address, new { token = bad }).WaitForAsync("connect_error");
        using (var room = await _gateway.EnterAsync(null, $"room-{Guid.NewGuid():N}", $"?access_token={good}&stream=true"))
        {
            await room.SendAsync(new { type = "ping" });
            await room.WaitForAsync("pong");
        }

        await Assert.ThrowsAsync<RefusedException>(() => _gateway.EnterAsync(null, "some-room", $"?access_token={bad}"));
        using var engine = new ClientWebSocket();
        await engine.ConnectAsync(
            new Uri($"ws://127.0.0.1:{_gateway.Address.Port}/socket.io/?EIO=4&transport=websocket&token={good}"),
            Cancellation
        );

        AssertNowhere(log, good, bad);
    }

    [Fact]
    public async Task Token_InARequestThatIsNone_IsWrittenNowhere()
    {
        using var log = new EverythingLogged(_gateway);
        // Kestrel writes down the first 128 characters.
        const string Token = "eyJ.e30.the-signature-of-this-token";
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _gateway.Address.Port, Cancellation);
        await using var stream = client.GetStream();

        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"GE(T /ws/room?access_token={Token} HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            Cancellation
        );
        using var reader = new StreamReader(stream);
        Assert.Contains(" 400 ", await reader.ReadToEndAsync(Cancellation), StringComparison.Ordinal);

        AssertNowhere(log, Token);
    }

    [Theory]
    [InlineData("/ws/4111-1111-1111-1111")]
    [InlineData("/sessions/nobody.knows%40example.com/messages")]
    [InlineData("/sessions?limit=5&phone=+1%20202%20555%200143")]
    [InlineData("/nothing/DE89%203704%200044%200532%200130%2000?note=078-05-1120")]
    public async Task PersonalData_InAPathOrAQuery_StandsInNoSpan(string path)
    {
        using var log = new EverythingLogged(_gateway);
        using var http = _gateway.HttpFor(GatewayHost.NewCustomer());

        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        await Task.Delay(TimeSpan.FromMilliseconds(200), Cancellation);

        var spans = log.Lines.Where(line => line.StartsWith("span Microsoft.AspNetCore", StringComparison.Ordinal)).ToList();
        Assert.Contains(spans, span => span.Contains("url.path=/", StringComparison.Ordinal));
        Assert.All(
            (string[])["4111", "nobody.knows", "555", "0130", "1120"],
            datum => Assert.DoesNotContain(spans, span => span.Contains(datum, StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Token_OfOneRequest_IsNotTheNextOnesOnTheConnection()
    {
        using var http = _gateway.HttpFor(null);
        var path = $"/sessions/{Guid.NewGuid()}/events";

        for (var i = 0; i < 3; i++)
        {
            using var with = await http.GetAsync($"{path}?access_token={GatewayHost.TokenFor(GatewayHost.NewCustomer())}", Cancellation);
            using var without = await http.GetAsync(path, Cancellation);
            using var withoutButAQuery = await http.GetAsync($"{path}?after=1", Cancellation);

            Assert.Equal(HttpStatusCode.NotFound, with.StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, withoutButAQuery.StatusCode);
        }
    }

    /// <summary>Neither whole nor by the part that makes it good.</summary>
    private static void AssertNowhere(EverythingLogged log, params string[] tokens)
    {
        Assert.Contains(log.Lines, line => line.Contains("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.DoesNotContain(
            log.Lines,
            line => Array.Exists(tokens, token => line.Contains(token.Split('.')[2], StringComparison.Ordinal))
        );
    }
}
