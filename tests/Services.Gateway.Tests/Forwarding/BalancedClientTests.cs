using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Forwarding;

/// <summary>The official client, unmodified, behind a balancer that sends each of its requests to another gateway.</summary>
public sealed class BalancedClientTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    private const int Times = 10;

    private static readonly string[] PollingOnly = ["polling"];
    private static readonly string[] PollingFirst = ["polling", "websocket"];

    [Fact]
    public async Task Polling_EveryRequestToAnotherGateway_CompletesConversations()
    {
        await using var other = await Fixture.StartGatewayAsync();
        await using var balancer = new RoundRobinBalancer(Gateway.Address, other.Address);

        for (var i = 0; i < Times; i++)
        {
            var socket = await ConnectAsync(balancer, PollingOnly);
            await ConverseAsync(socket);
            Assert.DoesNotContain(socket.Events, e => e.Name is "disconnect" or "upgrade");
            socket.Disconnect();
        }

        Assert.All(balancer.Served, count => Assert.True(count > 2 * Times, $"{count} requests"));
    }

    [Fact]
    public async Task Upgrade_ThroughAnyGateway_CompletesConversations()
    {
        await using var other = await Fixture.StartGatewayAsync();
        await using var balancer = new RoundRobinBalancer(Gateway.Address, other.Address);

        for (var i = 0; i < Times; i++)
        {
            var socket = await ConnectAsync(balancer, PollingFirst);
            await socket.WaitForAsync("upgrade");
            await ConverseAsync(socket);
            Assert.DoesNotContain(socket.Events, e => e.Name == "disconnect");
            socket.Disconnect();
        }
    }

    [Fact]
    public async Task Polling_WhenTheOwnerIsGone_TellsTheClientWhichConnectsAnew()
    {
        var doomed = await Fixture.StartGatewayAsync();
        await using var balancer = new RoundRobinBalancer(doomed.Address, Gateway.Address);
        var socket = Fixture.Clients.Open(
            balancer.Address,
            new { token = GatewayHost.TokenFor(GatewayHost.NewCustomer()) },
            options: new
            {
                transports = PollingOnly,
                reconnection = true,
                reconnectionDelay = 50,
                reconnectionDelayMax = 200,
            }
        );
        await socket.ConnectedAsync();

        await doomed.DisposeAsync();

        await socket.WaitForAsync("disconnect");
        await socket.WaitForAsync("connect", _ => socket.Events.Count(e => e.Name == "connect") > 1);
    }

    private async Task ConverseAsync(OfficialSocket socket)
    {
        var session = await CreateSessionAsync(socket);
        var answer = await socket.AskAsync(
            "message:send",
            new
            {
                sessionId = session.ToString(),
                content = "Where is my order?",
                clientMessageId = "first",
            }
        );

        Assert.True(answer.TryGetProperty("messageId", out _), answer.GetRawText());
        var complete = await socket.WaitForAsync("message:complete");
        Assert.Equal("Your order is on its way.", complete.GetProperty("content").GetString());
        Assert.Equal(
            [0, 1, 2],
            socket.Events.Where(e => e.Name == "message:chunk").Select(e => e.Argument.GetProperty("chunkIndex").GetInt32())
        );
    }

    private Task<OfficialSocket> ConnectAsync(RoundRobinBalancer balancer, string[] transports) =>
        Fixture
            .Clients.Open(balancer.Address, new { token = GatewayHost.TokenFor(GatewayHost.NewCustomer()) }, options: new { transports })
            .ConnectedAsync();
}
