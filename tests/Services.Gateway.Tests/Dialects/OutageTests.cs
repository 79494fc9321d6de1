using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Services.Contracts.Ids;
using Services.Contracts.Turns;
using Services.Gateway.Tests.Hosting;
using Switchboard.Testing;
using Switchboard.Testing.OfficialClient;

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
        var socket = await Fixture
            .Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(GatewayHost.NewCustomer()) })
            .ConnectedAsync();
        var session = await CreateSessionAsync(socket);
        var message = new
        {
            sessionId = session.ToString(),
            content = "Where is my order?",
            clientMessageId = "retried",
        };

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
    public async Task Send_RefusedWhileTheBrokerIsAway_IsSeenByNobodyUntilItIsTaken()
    {
        var broker = new UriBuilder(Fixture.RabbitMqConnectionString);
        await using var line = new TcpProxy(broker.Port);
        broker.Port = line.Port;
        await using var gateway = await Fixture.StartGatewayAsync($"ConnectionStrings:rabbitmq={broker.Uri}");
        var customer = GatewayHost.NewCustomer();
        var socket = await Fixture.Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(customer) }).ConnectedAsync();
        var session = await CreateSessionAsync(socket);
        var other = await ConnectAsync(customer);
        await other.AskAsync("session:join", new { sessionId = session.ToString() });
        using var http = Gateway.HttpFor(customer);

        line.Cut();
        Assert.Equal("INTERNAL", Code(await socket.AskAsync("message:send", Message("refused"))));
        Assert.Empty(await ContentsAsync(http, session));
        line.Mend();
        await RetryAsync(socket, Message("second"));
        await other.WaitForAsync("message:complete");

        Assert.Equal(["second"], (await ContentsAsync(http, session)).Where(content => content is "refused" or "second"));
        Assert.Equal(["second"], SaidTo(other));

        await RetryAsync(socket, Message("refused"));
        await Worker.WaitForTurnAsync(session, 2);
        Assert.Equal(["second", "refused"], (await ContentsAsync(http, session)).Where(content => content is "refused" or "second"));
        Assert.Equal(["second", "refused"], SaidTo(socket));
        var turns = Worker.TurnsOf(session);
        Assert.Equal(2, turns.Count);
        // What it could mean when it was written it still means: there was nothing in the log before it.
        Assert.Equal(0, Assert.Single(turns.OfType<TurnRequested>(), turn => turn.Content == "refused").LogSeq);

        object Message(string content) =>
            new
            {
                sessionId = session.ToString(),
                content,
                clientMessageId = content,
            };
    }

    private static IEnumerable<string?> SaidTo(OfficialSocket socket) =>
        socket.Events.Where(static e => e.Name == "message:user").Select(static e => e.Argument.GetProperty("content").GetString());

    private static async Task<IReadOnlyList<string?>> ContentsAsync(HttpClient http, SessionId session)
    {
        var messages = await http.GetFromJsonAsync<JsonElement>($"/sessions/{session}/messages");
        return [.. messages.EnumerateArray().Select(static message => message.GetProperty("content").GetString())];
    }

    [Fact]
    public async Task Send_WhileRedisIsAway_FailsInTimeAndNothingIsLostAfterwards()
    {
        await using var line = Fixture.ProxyToRedis(out var connectionString);
        await using var gateway = await Fixture.StartGatewayAsync(
            $"ConnectionStrings:redis={connectionString}",
            "Conversations:EventLog:Timeout=00:00:02"
        );
        var socket = await Fixture
            .Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(GatewayHost.NewCustomer()) })
            .ConnectedAsync();
        var session = await CreateSessionAsync(socket);
        var message = new
        {
            sessionId = session.ToString(),
            content = "Where is my order?",
            clientMessageId = "retried",
        };

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
        Assert.Equal(
            [0, 1, 2],
            socket.Events.Where(e => e.Name == "message:chunk").Select(e => e.Argument.GetProperty("chunkIndex").GetInt32())
        );
    }

    [Fact]
    public async Task Join_WhileRedisIsAway_IsNotSaidToHaveSucceeded()
    {
        var customer = GatewayHost.NewCustomer();
        var owner = await Fixture.Clients.Open(Gateway.Address, new { token = GatewayHost.TokenFor(customer) }).ConnectedAsync();
        var session = await CreateSessionAsync(owner);
        await using var line = Fixture.ProxyToRedis(out var connectionString);
        await using var gateway = await Fixture.StartGatewayAsync(
            $"ConnectionStrings:redis={connectionString}",
            "Conversations:EventLog:Timeout=00:00:02"
        );
        var socket = await Fixture.Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(customer) }).ConnectedAsync();

        line.Cut();

        Assert.Equal("INTERNAL", Code(await socket.AskAsync("session:join", new { sessionId = session.ToString(), afterSeq = 0 })));
        Assert.DoesNotContain(socket.Events, static e => e.Name == "session:joined");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?after=0")]
    public async Task Events_WhileRedisIsAway_AreRefusedAndComeAfterwards(string query)
    {
        await using var line = Fixture.ProxyToRedis(out var connectionString);
        await using var gateway = await Fixture.StartGatewayAsync(
            $"ConnectionStrings:redis={connectionString}",
            "Conversations:EventLog:Timeout=00:00:02"
        );
        var customer = GatewayHost.NewCustomer();
        var session = await CreateSessionAsync(await ConnectAsync(customer));
        using var http = gateway.HttpFor(customer);

        line.Cut();
        using var refused = await http.GetAsync($"/sessions/{session}/events{query}", HttpCompletionOption.ResponseHeadersRead);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("INTERNAL", problem.GetProperty("code").GetString());

        line.Mend();
        using var response = await SubscribeAsync(http, $"/sessions/{session}/events{query}");
        await AppendAsync(session, 0, 1);

        using var stream = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("id: 1", await stream.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(15)));
    }

    [Fact]
    public async Task Events_WhenRedisGoesDuringTheReplay_EndAfterWhatWasRead()
    {
        const int Entries = 560;
        await using var line = Fixture.ProxyToRedis(out var connectionString);
        await using var gateway = await Fixture.StartGatewayAsync($"ConnectionStrings:redis={connectionString}");
        var customer = GatewayHost.NewCustomer();
        var session = await CreateSessionAsync(await ConnectAsync(customer));
        // Far more than the connection takes while the client does not read, so that the replay has to wait.
        await AppendAsync(session, 0, Entries, new string('x', 32 * 1024));
        using var http = gateway.HttpFor(customer);
        using var response = await http.GetAsync($"/sessions/{session}/events?after=0", HttpCompletionOption.ResponseHeadersRead);

        line.Cut();
        using var stream = new StreamReader(await response.Content.ReadAsStreamAsync());
        var last = 0;
        while (await stream.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } text)
        {
            if (text.StartsWith("id: ", StringComparison.Ordinal))
            {
                Assert.Equal(++last, int.Parse(text.AsSpan(4), CultureInfo.InvariantCulture));
            }
        }

        Assert.InRange(last, 1, Entries - 1);
    }

    /// <summary>Asks again, as a client does, until the stream is open.</summary>
    private static async Task<HttpResponseMessage> SubscribeAsync(HttpClient http, string path)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(45));
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (true)
        {
            var response = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            response.Dispose();
            await timer.WaitForNextTickAsync(patience.Token);
        }
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
