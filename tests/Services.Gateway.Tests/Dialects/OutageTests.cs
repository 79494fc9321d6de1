using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Switchboard.Testing;
using Switchboard.Testing.OfficialClient;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Dialects;

public sealed class OutageTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    [Fact]
    public async Task Send_WhileTheBrokerIsAway_FailsInTimeAndTheRetryRunsOnce()
    {
        var broker = new UriBuilder(Fixture.RabbitMqConnectionString);
        await using var line = new TcpProxy(broker.Port);
        broker.Port = line.Port;
        await using var gateway = await Fixture.StartGatewayAsync($"ConnectionStrings:rabbitmq={broker.Uri}");
        var socket = await Fixture.Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(GatewayHost.NewCustomer()) }).ConnectedAsync();
        var session = await CreateSessionAsync(socket);
        var message = new { sessionId = session.ToString(), content = "Where is my order?", clientMessageId = "retried" };

        line.Cut();
        var clock = Stopwatch.StartNew();
        var failed = await socket.AskAsync("message:send", message);

        Assert.Equal("INTERNAL", Code(failed));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), clock.Elapsed.ToString());
        Assert.DoesNotContain(socket.Events, e => e.Name == "message:ack");
        await AssertDownAsync(gateway, "rabbitmq");

        line.Mend();
        await RetryAsync(socket, message);

        await socket.WaitForAsync("message:complete");
        Assert.Single(Worker.TurnsOf(session));
        Assert.Single(socket.Events, e => e.Name == "message:user");
        Assert.Single(socket.Events, e => e.Name == "message:complete");
    }

    [Fact]
    public async Task Send_WhileRedisIsAway_FailsInTimeAndNothingIsLostAfterwards()
    {
        await using var line = Fixture.ProxyToRedis(out var connectionString);
        await using var gateway = await Fixture.StartGatewayAsync(
            $"ConnectionStrings:redis={connectionString}", "Conversations:EventLog:Timeout=00:00:02");
        var socket = await Fixture.Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(GatewayHost.NewCustomer()) }).ConnectedAsync();
        var session = await CreateSessionAsync(socket);
        var message = new { sessionId = session.ToString(), content = "Where is my order?", clientMessageId = "retried" };

        line.Cut();
        var clock = Stopwatch.StartNew();
        var failed = await socket.AskAsync("message:send", message);

        Assert.Equal("INTERNAL", Code(failed));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), clock.Elapsed.ToString());
        await AssertDownAsync(gateway, "redis");

        line.Mend();
        await RetryAsync(socket, message);

        await socket.WaitForAsync("message:complete");
        Assert.Single(Worker.TurnsOf(session));
        Assert.Equal([0, 1, 2], socket.Events.Where(e => e.Name == "message:chunk").Select(e => e.Argument.GetProperty("chunkIndex").GetInt32()));
    }

    [Fact]
    public async Task Join_WhileRedisIsAway_IsNotSaidToHaveSucceeded()
    {
        var customer = GatewayHost.NewCustomer();
        var owner = await Fixture.Clients.Open(Gateway.Address, new { token = GatewayHost.TokenFor(customer) }).ConnectedAsync();
        var session = await CreateSessionAsync(owner);
        await using var line = Fixture.ProxyToRedis(out var connectionString);
        await using var gateway = await Fixture.StartGatewayAsync(
            $"ConnectionStrings:redis={connectionString}", "Conversations:EventLog:Timeout=00:00:02");
        var socket = await Fixture.Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(customer) }).ConnectedAsync();

        line.Cut();

        Assert.Equal("INTERNAL", Code(await socket.AskAsync("session:join", new { sessionId = session.ToString(), afterSeq = 0 })));
        Assert.DoesNotContain(socket.Events, static e => e.Name == "session:joined");
    }

    /// <summary>Sends again, as a client does, until it is acknowledged.</summary>
    private static async Task RetryAsync(OfficialSocket socket, object message)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(45));
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!(await socket.AskAsync("message:send", message)).TryGetProperty("messageId", out _))
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    private static async Task AssertDownAsync(GatewayHost gateway, string expected)
    {
        using var http = gateway.HttpFor(null);
        using var response = await http.GetAsync("/health");
        var health = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("unhealthy", health.GetProperty("status").GetString());
        Assert.Contains(health.GetProperty("down").EnumerateArray(), down => down.GetString() == expected);
    }
}
