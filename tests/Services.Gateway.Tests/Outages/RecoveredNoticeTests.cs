using System.Text.Json;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Outages;

/// <summary>A gateway that is cut off from Redis while other gateways and workers go on.</summary>
public sealed class RecoveredNoticeTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    private const int Before = 10;
    private const int After = 400;

    [Fact]
    public async Task Recovered_AfterAReplyWentOn_ComesBehindWhatWasMissed()
    {
        await using var line = Fixture.ProxyToRedis(out var connectionString);
        await using var gateway = await Fixture.StartGatewayAsync(
            $"ConnectionStrings:redis={connectionString}",
            "Gateway:Outages:CheckInterval=00:00:00.050",
            "Gateway:Outages:Patience=00:01:00"
        );
        var socket = await Fixture
            .Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(GatewayHost.NewCustomer()) })
            .ConnectedAsync();
        var session = await CreateSessionAsync(socket);
        await AppendAsync(session, 0, Before);

        line.Cut();
        await AlertAsync(socket, "degraded");
        await AppendAsync(session, Before, After);
        line.Mend();
        await AlertAsync(socket, "recovered");

        var events = socket.Events.ToList();
        var recovered = events.FindIndex(static e => e.Name == "system:alert" && e.Argument.GetProperty("type").GetString() == "recovered");
        Assert.Equal(
            Enumerable.Range(0, After),
            events[..recovered]
                .Where(static e => e.Name == "message:chunk")
                .Select(static e => e.Argument.GetProperty("chunkIndex").GetInt32())
        );
    }

    private static Task<JsonElement> AlertAsync(OfficialSocket socket, string type) =>
        socket.WaitForAsync("system:alert", alert => alert.GetProperty("type").GetString() == type);
}
