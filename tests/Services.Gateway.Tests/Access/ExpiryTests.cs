using System.Net.WebSockets;
using System.Text.Json;
using Services.Contracts.Access;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Access;

/// <summary>Connections that last longer than the token with which they were opened.</summary>
public sealed class ExpiryTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(5);

    private readonly Caller _customer = GatewayHost.NewCustomer();

    [Theory]
    [InlineData("websocket")]
    [InlineData("polling")]
    public async Task Socket_WhoseTokenExpires_IsToldAndGoesOnWithANewOne(string transport)
    {
        await using var gateway = await StartAsync();
        var other = await OpenAsync(gateway, GatewayHost.TokenFor(_customer));
        var socket = await OpenAsync(gateway, GatewayHost.TokenFor(_customer, expiresIn: Short), transport);
        var session = await CreateSessionAsync(socket);
        await AppendAsync(session, 0, 3);
        await socket.WaitForAsync("message:chunk", static chunk => chunk.GetProperty("chunkIndex").GetInt32() == 2);

        socket.Show(new { token = GatewayHost.TokenFor(_customer) });
        Assert.Equal("AUTH_EXPIRED", (await socket.WaitForAsync("error")).GetProperty("code").GetString());
        await socket.WaitForAsync("disconnect");
        await AppendAsync(session, 3, 6);
        await socket.WaitForAsync("connect", static connected => connected.GetProperty("recovered").GetBoolean());
        await socket.WaitForAsync("message:chunk", static chunk => chunk.GetProperty("chunkIndex").GetInt32() == 5);

        Assert.Equal(
            Enumerable.Range(0, 6),
            socket.Events.Where(static e => e.Name == "message:chunk").Select(static e => e.Argument.GetProperty("chunkIndex").GetInt32())
        );
        Assert.DoesNotContain(other.Events, static e => e.Name is "error" or "disconnect");
    }

    [Fact]
    public async Task Socket_ThatComesBackWithTheSameToken_IsRefused()
    {
        await using var gateway = await StartAsync();
        var socket = await OpenAsync(gateway, GatewayHost.TokenFor(_customer, expiresIn: Short));

        await socket.WaitForAsync("disconnect");

        Assert.Equal("AUTH_FAILED", (await socket.WaitForAsync("connect_error")).GetProperty("message").GetString());
    }

    [Fact]
    public async Task RoomWebSocket_WhoseTokenExpires_IsToldAndClosed()
    {
        await using var gateway = await StartAsync();
        using var room = await gateway.EnterAsync(
            null,
            $"room-{Guid.NewGuid():N}",
            $"?access_token={GatewayHost.TokenFor(_customer, expiresIn: Short)}"
        );

        var error = await room.WaitForAsync("error");

        Assert.Equal("AUTH_EXPIRED", error.GetProperty("code").GetString());
        Assert.Null(await room.ReceiveAsync());
        Assert.Equal((WebSocketCloseStatus)4401, room.CloseStatus);
    }

    [Fact]
    public async Task Events_WhoseTokenExpires_End()
    {
        await using var gateway = await StartAsync();
        var session = await CreateSessionAsync(await ConnectAsync(_customer));
        using var http = gateway.HttpFor(null);
        using var stream = new StreamReader(
            await http.GetStreamAsync($"/sessions/{session}/events?access_token={GatewayHost.TokenFor(_customer, expiresIn: Short)}")
        );

        while (await stream.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } line)
        {
            Assert.Contains(line, (string[])["", ":"]);
        }
    }

    private Task<GatewayHost> StartAsync() => Fixture.StartGatewayAsync("Auth:ClockSkew=00:00:00", "Auth:ExpiryInterval=00:00:00.200");

    private Task<OfficialSocket> OpenAsync(GatewayHost gateway, string token, string transport = "websocket") =>
        Fixture
            .Clients.Open(
                gateway.Address,
                new { token },
                options: new
                {
                    transports = new[] { transport },
                    reconnection = true,
                    reconnectionDelay = 500,
                    randomizationFactor = 0,
                }
            )
            .ConnectedAsync();
}
