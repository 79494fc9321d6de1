using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Sessions;

/// <summary>A session is the same on every gateway.</summary>
public sealed class SessionsOverGatewaysTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    [Fact]
    public async Task Reply_ToAMessageSentElsewhere_ReachesMembersOnEveryGateway()
    {
        await using var other = await Fixture.StartGatewayAsync();
        var customer = GatewayHost.NewCustomer();
        var here = await ConnectAsync(customer);
        var session = await CreateSessionAsync(here);
        var there = await Fixture.Clients.Open(other.Address, new { token = GatewayHost.TokenFor(customer) }).ConnectedAsync();
        await there.AskAsync("session:join", new { sessionId = session.ToString() });

        await there.AskAsync("message:send", new { sessionId = session.ToString(), content = "Where is my order?" });

        foreach (var socket in new[] { here, there })
        {
            await socket.WaitForAsync("message:complete");
            Assert.Equal([0, 1, 2], socket.Events.Where(e => e.Name == "message:chunk").Select(e => e.Argument.GetProperty("chunkIndex").GetInt32()));
            Assert.Single(socket.Events, e => e.Name == "message:user");
        }
    }

    [Fact]
    public async Task End_OnOneGateway_ClosesTheSessionOnTheOthers()
    {
        await using var other = await Fixture.StartGatewayAsync();
        var customer = GatewayHost.NewCustomer();
        var here = await ConnectAsync(customer);
        var session = await CreateSessionAsync(here);
        var there = await Fixture.Clients.Open(other.Address, new { token = GatewayHost.TokenFor(customer) }).ConnectedAsync();
        await there.AskAsync("session:join", new { sessionId = session.ToString() });

        here.Emit("session:end", new { sessionId = session.ToString() });
        await there.WaitForAsync("session:ended");
        var refused = await there.AskAsync("message:send", new { sessionId = session.ToString(), content = "Hello?" });

        Assert.Equal("SESSION_ENDED", Code(refused));
    }
}
