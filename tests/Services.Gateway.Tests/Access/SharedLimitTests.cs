using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Access;

/// <summary>What a user may do is counted over all gateways.</summary>
public sealed class SharedLimitTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    [Fact]
    public async Task Connect_ThroughSeveralGateways_IsCountedTogether()
    {
        string[] limit = ["Gateway:RateLimits:ConnectionsPerMinute=3"];
        await using var here = await Fixture.StartGatewayAsync(limit);
        await using var there = await Fixture.StartGatewayAsync(limit);
        var auth = new { token = GatewayHost.TokenFor(GatewayHost.NewCustomer()) };

        await Fixture.Clients.Open(here.Address, auth).ConnectedAsync();
        await Fixture.Clients.Open(there.Address, auth).ConnectedAsync();
        await Fixture.Clients.Open(here.Address, auth).ConnectedAsync();
        var refused = await Fixture.Clients.Open(there.Address, auth).WaitForAsync("connect_error");

        Assert.Equal("RATE_LIMIT_EXCEEDED", refused.GetProperty("message").GetString());
        Assert.True(refused.GetProperty("data").GetProperty("retryAfterMs").GetInt64() > 0);
    }

    [Fact]
    public async Task Send_ThroughSeveralGateways_IsCountedTogetherAndRunsOnce()
    {
        string[] limit = ["Gateway:RateLimits:MessagesPerMinute=2"];
        await using var here = await Fixture.StartGatewayAsync(limit);
        await using var there = await Fixture.StartGatewayAsync(limit);
        var auth = new { token = GatewayHost.TokenFor(GatewayHost.NewCustomer()) };
        var first = await Fixture.Clients.Open(here.Address, auth).ConnectedAsync();
        var second = await Fixture.Clients.Open(there.Address, auth).ConnectedAsync();
        var session = await CreateSessionAsync(first);
        var message = new { sessionId = session.ToString(), content = "Where is my order?", clientMessageId = "the same" };

        var sent = await first.AskAsync("message:send", message);
        var again = await second.AskAsync("message:send", message);
        var refused = await first.AskAsync("message:send", message);

        Assert.Equal(sent.GetProperty("messageId").GetString(), again.GetProperty("messageId").GetString());
        Assert.Equal("RATE_LIMIT_EXCEEDED", Code(refused));
        await first.WaitForAsync("message:complete");
        Assert.Single(Worker.TurnsOf(session));
    }
}
