using System.Net;
using System.Net.WebSockets;
using Services.Gateway.Tests.Hosting;
using Switchboard.Testing;

namespace Services.Gateway.Tests.Page;

/// <summary>Every answer of the gateway tells browsers what they may do with it.</summary>
public sealed class SecurityHeadersTests(GatewayFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(true, "evil.example")]
    public async Task Answer_OfEveryEndpoint_HasThem(bool isSignedIn, string? host)
    {
        using var http = fixture.Gateway.HttpFor(isSignedIn ? GatewayHost.NewOperator() : null);
        var requests = EndpointRequests.Of(fixture.Gateway);
        Assert.True(requests.Count > 10, $"{requests.Count}");

        foreach (var (method, path) in requests)
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Host = host;

            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);

            Assert.Empty(BrowserHeaders.WrongIn(response).Select(wrong => $"{method} {path}: {wrong}"));
            Assert.True(host is null || response.StatusCode == HttpStatusCode.BadRequest, $"{method} {path}: {response.StatusCode}");
        }
    }

    [Theory]
    [InlineData("GET", "/nothing", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/alive/nothing", HttpStatusCode.NotFound)]
    [InlineData("PUT", "/sessions", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/socket.io/?EIO=3&transport=polling", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/socket.io/?EIO=4&transport=polling", HttpStatusCode.OK)]
    [InlineData("GET", "/assets/nothing.js", HttpStatusCode.NotFound)]
    public async Task Answer_OutsideTheEndpoints_HasThem(string method, string path, HttpStatusCode expected)
    {
        using var http = fixture.Gateway.HttpFor(null);
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), path);

        using var response = await http.SendAsync(request, Cancellation);

        Assert.Equal(expected, response.StatusCode);
        Assert.Empty(BrowserHeaders.WrongIn(response));
    }

    [Fact]
    public async Task Poll_ThatAnotherGatewayAnswers_HasThemOnce()
    {
        await using var other = await fixture.StartGatewayAsync();
        using var here = fixture.Gateway.HttpFor(null);
        using var there = other.HttpFor(null);
        var opened = await here.GetStringAsync("/socket.io/?EIO=4&transport=polling", Cancellation);
        var sid = System.Text.Json.JsonElement.Parse(opened.AsSpan(1)).GetProperty("sid").GetString();
        using var packet = new StringContent("40{}");

        using var response = await there.PostAsync($"/socket.io/?EIO=4&transport=polling&sid={sid}", packet, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(BrowserHeaders.WrongIn(response));
    }

    [Theory]
    [InlineData("/socket.io/?EIO=4&transport=websocket")]
    [InlineData("/ws/some-room")]
    public async Task Socket_ForAnotherHost_IsNotOpened(string path)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Host", $"evil.example:{fixture.Gateway.Address.Port}");
        socket.Options.SetRequestHeader("Origin", $"http://evil.example:{fixture.Gateway.Address.Port}");
        socket.Options.SetRequestHeader("Authorization", $"Bearer {GatewayHost.TokenFor(GatewayHost.NewCustomer())}");

        await Assert.ThrowsAsync<WebSocketException>(() =>
            socket.ConnectAsync(new Uri($"ws://127.0.0.1:{fixture.Gateway.Address.Port}{path}"), Cancellation)
        );

        Assert.Equal(HttpStatusCode.BadRequest, socket.HttpStatusCode);
    }

    [Theory]
    [InlineData("/socket.io/?EIO=4&transport=websocket")]
    [InlineData("/ws/room-")]
    public async Task Socket_ThatIsOpened_HasThem(string path)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Authorization", $"Bearer {GatewayHost.TokenFor(GatewayHost.NewCustomer())}");

        var unique = path.EndsWith('-') ? Guid.NewGuid().ToString("N") : "";
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{fixture.Gateway.Address.Port}{path}{unique}"), Cancellation);

        using var answer = new HttpResponseMessage();
        foreach (var (name, values) in socket.HttpResponseHeaders!)
        {
            answer.Headers.TryAddWithoutValidation(name, values);
        }

        Assert.Empty(BrowserHeaders.WrongIn(answer));
    }
}
