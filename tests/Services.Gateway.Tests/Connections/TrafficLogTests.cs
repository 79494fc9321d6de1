using System.Net;
using Microsoft.Extensions.Options;
using Services.Contracts.Access;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Connections;

[Collection(LogLines.Collection)]
public sealed class TrafficLogTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    private const string Category = "Services.Gateway.ConnectionLogs.TrafficLog";
    private const string Secret = "my name is Ada Lovelace";

    private static readonly string[] On = ["Gateway:LogEvents=true", $"Logging:LogLevel:{Category}=Information"];

    private readonly Caller _caller = GatewayHost.NewCustomer();

    [Fact]
    public async Task Log_OfASocket_NamesEventsInBothDirectionsAndNothingThatWasSaid()
    {
        using var lines = new LogLines(Category);
        await using var gateway = await Fixture.StartGatewayAsync(On);
        var socket = await OpenAsync(gateway);
        var id = (await socket.WaitForAsync("connected")).GetProperty("socketId").GetString();

        var session = await CreateSessionAsync(socket);
        socket.Emit("message:send", new { sessionId = session, content = Secret });
        socket.Emit(Secret, new { sessionId = session });

        await lines.WaitForAsync($"Sent connected over socketio {id}, session (null), ");
        Assert.Matches(" [1-9][0-9]* bytes\\.$", await lines.WaitForAsync($"Received session:create over socketio {id}, session (null), "));
        await lines.WaitForAsync($"Sent session:created over socketio {id}, session {session}, ");
        await lines.WaitForAsync($"Received message:send over socketio {id}, session {session}, ");
        await lines.WaitForAsync($"Sent message:complete over socketio {id}, session {session}, ");
        await lines.WaitForAsync($"Received (unknown) over socketio {id}, session {session}, ");
        AssertNothingWasSaid(lines);
    }

    [Fact]
    public async Task Log_OfARoomSocket_NamesFramesInBothDirectionsAndNothingThatWasSaid()
    {
        using var lines = new LogLines(Category);
        await using var gateway = await Fixture.StartGatewayAsync(On);
        using var client = await gateway.EnterAsync(_caller, $"room-{Guid.NewGuid():N}");

        await client.SendAsync(new { type = "message", content = Secret });
        await client.WaitForAsync("ai_response");
        await client.SendAsync(new { type = Secret });

        await lines.WaitForAsync("Received message over websocket ");
        await lines.WaitForAsync("Sent ack over websocket ");
        Assert.Matches("session [0-9a-f-]{36}, [1-9][0-9]* bytes\\.$", await lines.WaitForAsync("Sent ai_response over websocket "));
        await lines.WaitForAsync("Received (unknown) over websocket ");
        AssertNothingWasSaid(lines);
    }

    [Fact]
    public async Task Log_OfAnEventStream_NamesItsEvents()
    {
        using var lines = new LogLines(Category);
        await using var gateway = await Fixture.StartGatewayAsync(On);
        var session = await CreateSessionAsync(await OpenAsync(gateway));
        using var http = gateway.HttpFor(_caller);

        using var stream = await http.GetAsync($"/sessions/{session}/events?after=0", HttpCompletionOption.ResponseHeadersRead);
        await AppendAsync(session, 0, 1, Secret, gateway.Log);

        Assert.Equal(HttpStatusCode.OK, stream.StatusCode);
        Assert.Matches(
            $"^Sent message:chunk over sse [^ ]+, session {session}, [1-9][0-9]* bytes\\.$",
            await lines.WaitForAsync("Sent message:chunk over sse ")
        );
        AssertNothingWasSaid(lines);
    }

    [Fact]
    public async Task Log_WithoutTheSetting_IsEmpty()
    {
        using var lines = new LogLines(Category);
        await using var gateway = await Fixture.StartGatewayAsync($"Logging:LogLevel:{Category}=Information");

        await CreateSessionAsync(await OpenAsync(gateway));
        using var client = await gateway.EnterAsync(_caller, $"room-{Guid.NewGuid():N}");
        await client.SendAsync(new { type = "ping" });
        await client.WaitForAsync("pong");

        Assert.Empty(lines.Text);
    }

    [Fact]
    public async Task Start_WithTheSettingOutsideDevelopment_FailsAndNamesIt()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            Fixture.StartGatewayAsync([.. On, "environment=Production"])
        );

        Assert.Contains("Gateway:LogEvents", failure.Message, StringComparison.Ordinal);
    }

    private Task<Switchboard.Testing.OfficialClient.OfficialSocket> OpenAsync(GatewayHost gateway) =>
        Fixture.Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(_caller) }).ConnectedAsync();

    private void AssertNothingWasSaid(LogLines lines)
    {
        Assert.DoesNotContain("Lovelace", lines.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_caller.UserId, lines.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_caller.Name, lines.Text, StringComparison.Ordinal);
    }
}
