using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Connections;

[Collection(LogLines.Collection)]
public sealed class ConnectionLogTests(GatewayFixture fixture)
{
    private const string Category = "Services.Gateway.ConnectionLogs.ConnectionLog";

    [Fact]
    public async Task Log_OfASocket_SaysWhenItCameAndWhyItWent()
    {
        using var lines = new LogLines(Category);
        await using var gateway = await fixture.StartGatewayAsync($"Logging:LogLevel:{Category}=Information");
        var customer = GatewayHost.NewCustomer();

        var socket = await fixture.Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(customer) }).ConnectedAsync();
        var id = (await socket.WaitForAsync("connected")).GetProperty("socketId").GetString();
        await lines.WaitForAsync($"Socket {id} connected, role customer, recovered False.");
        socket.Disconnect();

        var end = await lines.WaitForAsync($"Socket {id} disconnected, role customer: ");
        Assert.Matches("(ClientLeft|ClientClosed|TransportClosed), after [0-9.]+ s\\.$", end);
        Assert.DoesNotContain(customer.UserId, lines.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_OfARoomSocket_SaysWhenItCameAndWhyItWent()
    {
        using var lines = new LogLines(Category);
        await using var gateway = await fixture.StartGatewayAsync($"Logging:LogLevel:{Category}=Information");
        var caller = GatewayHost.NewOperator();

        using (await gateway.EnterAsync(caller, $"room-{Guid.NewGuid():N}"))
        {
            await lines.WaitForAsync("Connection over websocket opened, role operator.");
        }

        var end = await lines.WaitForAsync("Connection over websocket closed, role operator: ");
        Assert.Matches("one side closed it, after [0-9.]+ s\\.$", end);
    }
}
