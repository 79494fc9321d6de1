using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Access;
using Services.Gateway.Access;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Sessions;

/// <summary>A stream of server-sent events is one of its user's connections.</summary>
public sealed class EventStreamLimitTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    private readonly Caller _caller = GatewayHost.NewCustomer();

    [Fact]
    public async Task Open_WithTooManyOfTheUser_Is429UntilOneIsClosed()
    {
        await using var gateway = await Fixture.StartGatewayAsync("Gateway:Connections:MaxPerUser=2");
        using var http = gateway.HttpFor(_caller);
        var path = await EventsOfASessionAsync();
        var socket = await Fixture.Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(_caller) }).ConnectedAsync();
        var open = await GetAsync(http, path);

        using var refused = await GetAsync(http, path);
        using var goesOn = await GetAsync(http, $"{path}?after=1");
        var denied = await Fixture
            .Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(_caller) })
            .WaitForAsync("connect_error");
        open.Dispose();
        var connections = gateway.Services.GetRequiredService<ConnectionRegistry>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (connections.CountOf(_caller.UserId) == 2)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }

        using var again = await GetAsync(http, path);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (open.StatusCode, again.StatusCode));
        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests), (refused.StatusCode, goesOn.StatusCode));
        Assert.Equal("RATE_LIMIT_EXCEEDED", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        Assert.Equal("RATE_LIMIT_EXCEEDED", denied.GetProperty("message").GetString());
        Assert.DoesNotContain(socket.Events, e => e.Name == "disconnect");
    }

    [Fact]
    public async Task Open_MoreThanAMinuteAllows_Is429UnlessTheStreamGoesOn()
    {
        await using var gateway = await Fixture.StartGatewayAsync("Gateway:RateLimits:ConnectionsPerMinute=3");
        using var http = gateway.HttpFor(_caller);
        var path = await EventsOfASessionAsync();
        for (var i = 0; i < 2; i++)
        {
            using var opened = await GetAsync(http, path);
            Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        }

        using var refused = await GetAsync(http, path);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        for (var i = 0; i < 5; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Last-Event-ID", "1");
            using var goesOn = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(HttpStatusCode.OK, goesOn.StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("RATE_LIMIT_EXCEEDED", problem.GetProperty("code").GetString());
        Assert.InRange(problem.GetProperty("retryAfterMs").GetInt64(), 1, 60_000);
    }

    /// <summary>Takes one of the user's connections in a minute, and none of those that are open at the gateway of the test.</summary>
    private async Task<string> EventsOfASessionAsync() => $"/sessions/{await CreateSessionAsync(await ConnectAsync(_caller))}/events";

    private static Task<HttpResponseMessage> GetAsync(HttpClient http, string path) =>
        http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
}
