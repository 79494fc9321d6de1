using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Access;

/// <summary>Which web pages may talk to the gateway, over any transport.</summary>
public sealed class OriginTests(GatewayFixture fixture) : IAsyncLifetime
{
    private const string Partner = "https://shop.example";
    private const string App = "capacitor://localhost";

    private GatewayHost _production = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Foreign =>
        [
            "https://evil.example",
            "http://evil.example:5080",
            "file://",
            "file:///",
            "null",
            "NULL",
            "data:",
            "chrome-extension://abcdefghijklmnop",
            "ftp://localhost",
            App,
            "http://localhost.evil.example",
            "http://127.0.0.1.evil.example",
            "http://127.0.0.2",
            "localhost",
            "//localhost",
            "*",
            "https://shop.example.evil.example",
            "https://shop.example, https://evil.example",
        ];

    public async ValueTask InitializeAsync() =>
        _production = await fixture.StartGatewayAsync(
            "environment=Production",
            $"Gateway:Origins:Allowed:0={Partner}/",
            $"Gateway:Origins:Allowed:1={App}"
        );

    public ValueTask DisposeAsync() => _production.DisposeAsync();

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task Request_OfAForeignPage_IsRefusedByEveryEndpoint(string origin)
    {
        using var http = fixture.Gateway.HttpFor(GatewayHost.NewOperator());
        (HttpMethod, string)[] beside = [(HttpMethod.Get, "/"), (HttpMethod.Options, "/sessions"), (HttpMethod.Get, "/nothing")];

        foreach (var (method, path) in EndpointRequests.Of(fixture.Gateway).Concat(beside))
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.TryAddWithoutValidation("Origin", origin);

            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);

            Assert.True(response.StatusCode == HttpStatusCode.Forbidden, $"{method} {path}: {response.StatusCode}");
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            Assert.Equal("AUTH_FAILED", problem.GetProperty("code").GetString());
        }
    }

    [Theory]
    [InlineData("/socket.io/?EIO=4&transport=websocket", "file://")]
    [InlineData("/socket.io/?EIO=4&transport=websocket", "null")]
    [InlineData("/socket.io/?EIO=4&transport=websocket", "https://evil.example")]
    [InlineData("/ws/some-room", "file://")]
    [InlineData("/ws/some-room", "null")]
    [InlineData("/ws/some-room", "https://evil.example")]
    public async Task Socket_OfAForeignPage_IsNotOpened(string path, string origin) =>
        Assert.Equal(HttpStatusCode.Forbidden, await OpenAsync(fixture.Gateway, path, origin));

    [Theory]
    [InlineData("http://localhost:5173")]
    [InlineData("https://127.0.0.1")]
    [InlineData("http://[::1]:8080")]
    public async Task PageOfThisMachine_IsLetInDuringDevelopmentOnly(string origin)
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(fixture.Gateway, origin));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(_production, origin));
    }

    [Theory]
    [InlineData(Partner)]
    [InlineData("HTTPS://SHOP.EXAMPLE")]
    [InlineData(App)]
    public async Task Page_ThatIsListed_IsLetIn(string origin)
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(_production, origin));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await OpenAsync(_production, "/socket.io/?EIO=4&transport=websocket", origin));
    }

    [Fact]
    public async Task Page_OfTheGatewayItself_IsLetIn() =>
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(_production, _production.Address.GetLeftPart(UriPartial.Authority)));

    private static async Task<HttpStatusCode> StatusAsync(GatewayHost gateway, string origin)
    {
        using var http = gateway.HttpFor(null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/client-config");
        request.Headers.TryAddWithoutValidation("Origin", origin);
        using var response = await http.SendAsync(request, Cancellation);
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> OpenAsync(GatewayHost gateway, string path, string origin)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Origin", origin);
        socket.Options.SetRequestHeader("Authorization", $"Bearer {GatewayHost.TokenFor(GatewayHost.NewCustomer())}");
        try
        {
            await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{gateway.Address.Port}{path}"), Cancellation);
        }
        catch (WebSocketException)
        {
            // The status says why.
        }

        return socket.HttpStatusCode;
    }
}
