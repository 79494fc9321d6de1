using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Topology;
using Services.Gateway.Forwarding;
using Services.Gateway.Instances;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;
using StackExchange.Redis;

namespace Services.Gateway.Tests.Forwarding;

public sealed class ForwardingTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    private const string Polling = "/socket.io/?EIO=4&transport=polling";
    private const string Unknown = """{"code":1,"message":"Session ID unknown"}""";

    [Fact]
    public async Task Open_OnAnyGateway_GivesIdsWithItsTag()
    {
        using var http = Gateway.HttpFor(null);

        var first = await OpenAsync(http);
        var second = await OpenAsync(http);

        Assert.Equal(20, first.Length);
        Assert.Equal(first[..4], second[..4]);
        Assert.NotEqual(first[4..], second[4..]);
    }

    [Fact]
    public async Task Post_ToAnotherGateway_ReachesTheSessionAndItsAnswerComesBack()
    {
        await using var other = await Fixture.StartGatewayAsync();
        using var here = Gateway.HttpFor(null);
        using var there = other.HttpFor(null);
        var sid = await OpenAsync(here);

        using var posted = await there.PostAsync($"{Polling}&sid={sid}", new StringContent("40{}"));
        var polled = await there.GetStringAsync($"{Polling}&sid={sid}");

        Assert.Equal("ok", await posted.Content.ReadAsStringAsync());
        Assert.StartsWith("44", polled, StringComparison.Ordinal);
        Assert.Contains("AUTH_TOKEN_MISSING", polled, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody-is-behind-it!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAA")]
    [InlineData("short")]
    public async Task Poll_OfASessionThatNobodyHas_IsRefused(string sid)
    {
        using var http = Gateway.HttpFor(null);

        using var response = await http.GetAsync($"{Polling}&sid={Uri.EscapeDataString(sid)}");

        Assert.Equal((HttpStatusCode.BadRequest, Unknown), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Poll_OfASessionThatItsGatewayForgot_IsRefusedByThatGateway()
    {
        await using var other = await Fixture.StartGatewayAsync();
        using var here = Gateway.HttpFor(null);
        using var there = other.HttpFor(null);
        var sid = await OpenAsync(here);

        using var response = await there.GetAsync($"{Polling}&sid={sid[..4]}{new string('x', 16)}");

        Assert.Equal((HttpStatusCode.BadRequest, Unknown), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Poll_WhenTheAddressLeadsBackHere_IsNotPassedOnAgain()
    {
        await using var other = await Fixture.StartGatewayAsync();
        var redis = Gateway.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
        await redis.StringSetAsync(RedisKeys.GatewayInstance("loop"), other.Address.ToString(), TimeSpan.FromMinutes(1));
        using var there = other.HttpFor(null);

        using var response = await there.GetAsync($"{Polling}&sid=loop{new string('x', 16)}");

        Assert.Equal((HttpStatusCode.BadRequest, Unknown), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Poll_WhenTheOwnerDoesNotListen_IsRefused()
    {
        var redis = Gateway.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
        await redis.StringSetAsync(RedisKeys.GatewayInstance("dead"), "http://127.0.0.1:1/", TimeSpan.FromMinutes(1));
        using var http = Gateway.HttpFor(null);

        using var response = await http.GetAsync($"{Polling}&sid=dead{new string('x', 16)}");

        Assert.Equal((HttpStatusCode.BadRequest, Unknown), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Post_LargerThanAllowed_IsRefusedHere()
    {
        await using var other = await Fixture.StartGatewayAsync();
        using var here = Gateway.HttpFor(null);
        using var there = other.HttpFor(null);
        var sid = await OpenAsync(here);

        using var response = await there.PostAsync($"{Polling}&sid={sid}", new StringContent(new string('4', 1_000_001)));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, ""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Upgrade_ThroughAnotherGateway_CarriesFramesBothWaysUntilOneSideCloses()
    {
        await using var other = await Fixture.StartGatewayAsync();
        using var here = Gateway.HttpFor(null);
        var sid = await OpenAsync(here);
        using var socket = new ClientWebSocket();

        await UpgradeAsync(socket, other, sid);
        await SendAsync(socket, "40{}");
        Assert.Contains("AUTH_TOKEN_MISSING", await ReceiveAsync(socket), StringComparison.Ordinal);

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        Assert.Equal(WebSocketState.Closed, socket.State);
    }

    [Fact]
    public async Task Upgrade_FromAForeignPage_IsRefusedThroughAnotherGatewayToo()
    {
        await using var other = await Fixture.StartGatewayAsync();
        using var here = Gateway.HttpFor(null);
        var sid = await OpenAsync(here);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", "https://elsewhere.example");
        socket.Options.CollectHttpResponseDetails = true;

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(UpgradeOf(other, sid), CancellationToken.None));

        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    [Fact]
    public async Task Upgrade_WhenTheClientIsCutOff_EndsTheSessionAtItsGateway()
    {
        await using var other = await Fixture.StartGatewayAsync();
        using var here = Gateway.HttpFor(null);
        var sid = await OpenAsync(here);
        using var socket = new ClientWebSocket();
        await UpgradeAsync(socket, other, sid);
        await SendAsync(socket, "40{}");
        await ReceiveAsync(socket);

        socket.Abort();

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            using var asked = await here.GetAsync($"{Polling}&sid={sid}", patience.Token);
            if (await asked.Content.ReadAsStringAsync(patience.Token) == Unknown)
            {
                break;
            }

            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    [Fact]
    public async Task Poll_OfAnAllowedPageThroughAnotherGateway_IsToldOnceThatItMay()
    {
        const string Page = "https://shop.example";
        string[] allowed = [$"Gateway:Origins:Allowed:0={Page}"];
        await using var owner = await Fixture.StartGatewayAsync(allowed);
        await using var other = await Fixture.StartGatewayAsync(allowed);
        using var here = owner.HttpFor(null);
        using var there = other.HttpFor(null);
        var sid = await OpenAsync(here);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Polling}&sid={sid}") { Content = new StringContent("40{}") };
        request.Headers.Add("Origin", Page);

        using var response = await there.SendAsync(request);

        Assert.Equal("ok", await response.Content.ReadAsStringAsync());
        Assert.Equal([Page], response.Headers.GetValues("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Stop_OfAGateway_TakesItsAddressAway()
    {
        var other = await Fixture.StartGatewayAsync();
        var key = RedisKeys.GatewayInstance(other.Services.GetRequiredService<GatewayInstance>().Tag);
        var redis = Gateway.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
        Assert.Equal(other.Address, new Uri((string)(await redis.StringGetAsync(key))!));

        await other.DisposeAsync();

        Assert.True((await redis.StringGetAsync(key)).IsNull);
    }

    [Fact]
    public async Task Announce_WithATagThatIsTaken_TakesAnother()
    {
        await using var other = await Fixture.StartGatewayAsync();
        var instance = other.Services.GetRequiredService<GatewayInstance>();
        var before = instance.Tag;
        var directory = other.Services.GetRequiredService<InstanceDirectory>();

        await directory.AnnounceAsync(new Uri("http://127.0.0.1:2/"), CancellationToken.None);

        Assert.NotEqual(before, instance.Tag);
        Assert.Equal(other.Address, await directory.FindAsync(before, CancellationToken.None));
        Assert.Equal(new Uri("http://127.0.0.1:2/"), await directory.FindAsync(instance.Tag, CancellationToken.None));
    }

    private static Uri UpgradeOf(GatewayHost gateway, string sid) =>
        new($"ws://127.0.0.1:{gateway.Address.Port}/socket.io/?EIO=4&transport=websocket&sid={sid}");

    /// <summary>Moves the session to a WebSocket through the gateway, which need not be the session's.</summary>
    private static async Task UpgradeAsync(ClientWebSocket socket, GatewayHost gateway, string sid)
    {
        await socket.ConnectAsync(UpgradeOf(gateway, sid), CancellationToken.None);
        await SendAsync(socket, "2probe");
        Assert.Equal("3probe", await ReceiveAsync(socket));
        await SendAsync(socket, "5");
    }

    private static async Task<string> OpenAsync(HttpClient http)
    {
        var packet = await http.GetStringAsync(Polling);
        return JsonElement.Parse(packet.AsSpan(1)).GetProperty("sid").GetString()!;
    }

    private static Task SendAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[4_096];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var result = await socket.ReceiveAsync(buffer, patience.Token);
        return Encoding.UTF8.GetString(buffer, 0, result.Count);
    }
}
