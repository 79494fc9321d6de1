using Services.Contracts.Ids;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Sessions;

public sealed class IdleSessionTests(GatewayFixture fixture)
{
    [Fact]
    public async Task Idle_SessionOfTwoGateways_IsEndedOnceAndItsMembersAreTold()
    {
        // A database of its own: the sessions of other tests are idle as well.
        string[] settings =
        [
            "Gateway:Sessions:IdleTimeout=00:00:01",
            .. fixture
                .DatabaseSettings("gateway", await fixture.CreateDatabaseAsync())
                .Select(static setting => $"{setting.Key}={setting.Value}"),
        ];
        await using var one = await fixture.StartGatewayAsync(settings);
        await using var two = await fixture.StartGatewayAsync(settings);
        var caller = GatewayHost.NewCustomer();
        var here = await fixture.Clients.Open(one.Address, new { token = GatewayHost.TokenFor(caller) }).ConnectedAsync();
        var there = await fixture.Clients.Open(two.Address, new { token = GatewayHost.TokenFor(caller) }).ConnectedAsync();
        var created = await here.AskAsync("session:create", new { topic = "An order" });
        var id = created.GetProperty("sessionId").GetString()!;
        await there.AskAsync("session:join", new { sessionId = id });

        await here.WaitForAsync("session:ended");
        await there.WaitForAsync("session:ended");

        var refused = await there.AskAsync("message:send", new { sessionId = id, content = "More" });
        Assert.Equal("SESSION_ENDED", refused.GetProperty("error").GetProperty("code").GetString());
        Assert.True(SessionId.TryParse(id, out var session));
        Assert.Single(await one.Log.ReadAsync(session, 0, 10, CancellationToken.None));
    }
}
