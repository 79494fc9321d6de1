using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Conversations.Messages;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Sessions;

public sealed class SessionEndpointTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    [Fact]
    public async Task Metadata_OfASession_ComesBackWhereverTheSessionIsTold()
    {
        var user = GatewayHost.NewCustomer();
        var socket = await ConnectAsync(user);
        var created = await socket.AskAsync("session:create", new { topic = "An order", metadata = new { channel = "app", order = 7 } });
        var session = created.GetProperty("sessionId").GetString();

        var joined = await socket.AskAsync("session:join", new { sessionId = session });

        Assert.All(
            [created, joined],
            told => Assert.Equal(("app", 7), (told.GetProperty("metadata").GetProperty("channel").GetString(), Order(told)))
        );

        static int Order(JsonElement told) => told.GetProperty("metadata").GetProperty("order").GetInt32();
    }

    [Fact]
    public async Task Sessions_AreTheCallersOwn()
    {
        var customer = GatewayHost.NewCustomer();
        var session = await CreateSessionAsync(await ConnectAsync(customer));
        await CreateSessionAsync(await ConnectAsync(GatewayHost.NewCustomer()));
        using var http = Gateway.HttpFor(customer);

        var sessions = await http.GetFromJsonAsync<JsonElement[]>("/sessions");

        Assert.Equal(session.ToString(), Assert.Single(sessions!).GetProperty("id").GetString());
        Assert.Equal("An order", sessions![0].GetProperty("topic").GetString());
    }

    [Fact]
    public async Task Messages_ArePagedBackwards()
    {
        var customer = GatewayHost.NewCustomer();
        var socket = await ConnectAsync(customer);
        var session = await CreateSessionAsync(socket);
        for (var i = 1; i <= 5; i++)
        {
            await socket.AskAsync("message:send", new { sessionId = session.ToString(), content = $"Message {i}" });
        }

        using var http = Gateway.HttpFor(customer);
        var newest = await http.GetFromJsonAsync<JsonElement[]>($"/sessions/{session}/messages?limit=2");
        var older = await http.GetFromJsonAsync<JsonElement[]>(
            $"/sessions/{session}/messages?limit=2&before={newest![0].GetProperty("ordinal").GetInt64()}"
        );

        Assert.Equal(["Message 4", "Message 5"], newest.Select(message => message.GetProperty("content").GetString()));
        Assert.Equal(["Message 2", "Message 3"], older!.Select(message => message.GetProperty("content").GetString()));
        // Acknowledged once the broker has it; that it is queued is noted afterwards.
        Assert.All(newest, message => Assert.True(message.GetProperty("status").GetString() is "accepted" or "queued"));
    }

    [Theory]
    [InlineData("messages")]
    [InlineData("events")]
    public async Task Session_OfAnotherCustomer_IsForbidden(string what)
    {
        var session = await CreateSessionAsync(await ConnectAsync(GatewayHost.NewCustomer()));
        using var http = Gateway.HttpFor(GatewayHost.NewCustomer());

        using var response = await http.GetAsync($"/sessions/{session}/{what}");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("SESSION_ACCESS_DENIED", problem.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("٣")]
    [InlineData("99999999999999999999")]
    public async Task Events_AfterAnIdThatIsNone_AreRefusedWithWhatIsWrong(string id)
    {
        var customer = GatewayHost.NewCustomer();
        var session = await CreateSessionAsync(await ConnectAsync(customer));
        using var http = Gateway.HttpFor(customer);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/sessions/{session}/events");
        request.Headers.TryAddWithoutValidation("Last-Event-ID", Uri.EscapeDataString(id));

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("INVALID_DATA", problem.GetProperty("code").GetString());
        Assert.Contains("Last-Event-ID", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_ThroughABufferingProxy_AreToBePassedOnAtOnce()
    {
        var customer = GatewayHost.NewCustomer();
        var session = await CreateSessionAsync(await ConnectAsync(customer));
        using var http = Gateway.HttpFor(customer);

        using var response = await http.GetAsync($"/sessions/{session}/events?after=0", HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal("no", Assert.Single(response.Headers.GetValues("X-Accel-Buffering")));
        Assert.True(response.Headers.CacheControl is { NoCache: true, NoTransform: true });
    }

    [Fact]
    public async Task Sessions_WithoutATopic_AreNamedAfterTheirFirstMessageAsItStandsInTheRecord()
    {
        var customer = GatewayHost.NewCustomer();
        var socket = await ConnectAsync(customer);
        var created = await socket.AskAsync("session:create", new { });
        Assert.Equal("", created.GetProperty("topic").GetString());
        var sessionId = created.GetProperty("sessionId").GetString();
        await socket.AskAsync("message:send", new { sessionId, content = "My number is 078-05-1120" });
        using var http = Gateway.HttpFor(customer);
        var message = Assert.Single((await http.GetFromJsonAsync<JsonElement[]>($"/sessions/{sessionId}/messages"))!, IsFirst);
        Assert.True(MessageId.TryParse(message.GetProperty("id").GetString(), out var id));

        await Gateway.Services.GetRequiredService<IMessageStore>().RedactAsync(id, "My number is [id]", CancellationToken.None);

        var sessions = await http.GetFromJsonAsync<JsonElement[]>("/sessions");
        Assert.Equal("My number is [id]", Assert.Single(sessions!).GetProperty("topic").GetString());

        static bool IsFirst(JsonElement message) => message.GetProperty("role").GetString() == "user";
    }

    [Theory]
    [InlineData("/sessions/00000000-0000-0000-0000-000000000000/messages", HttpStatusCode.NotFound)]
    [InlineData("/sessions/беседа/messages", HttpStatusCode.BadRequest)]
    [InlineData("/sessions/nothing/messages", HttpStatusCode.BadRequest)]
    [InlineData("/sessions?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("/sessions?limit=1000", HttpStatusCode.BadRequest)]
    [InlineData("/sessions?limit=abc", HttpStatusCode.BadRequest)]
    [InlineData("/sessions/00000000-0000-0000-0000-000000000000/messages?limit=abc", HttpStatusCode.BadRequest)]
    [InlineData("/sessions/00000000-0000-0000-0000-000000000000/messages?before=1.5", HttpStatusCode.BadRequest)]
    [InlineData("/sessions/00000000-0000-0000-0000-000000000000/events?after=abc", HttpStatusCode.BadRequest)]
    [InlineData("/sessions/00000000-0000-0000-0000-000000000000/events?after=99999999999999999999", HttpStatusCode.BadRequest)]
    public async Task Get_OfWhatCannotBe_IsRefusedWithACode(string path, HttpStatusCode expected)
    {
        using var http = Gateway.HttpFor(GatewayHost.NewCustomer());

        using var response = await http.GetAsync(path);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(expected == HttpStatusCode.NotFound ? "SESSION_NOT_FOUND" : "INVALID_DATA", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task ClientConfig_WithoutAToken_NamesTheWaysToSignInOnly()
    {
        using var http = Gateway.HttpFor(null);

        var config = await http.GetStringAsync("/client-config");

        Assert.Equal("""{"auth":{"demo":true,"oidc":null}}""", config);
    }

    [Fact]
    public async Task ClientConfig_OutsideDevelopment_OffersNoDemoUsers()
    {
        await using var gateway = await Fixture.StartGatewayAsync("environment=Production");
        using var http = gateway.HttpFor(null);

        Assert.Equal("""{"auth":{"demo":false,"oidc":null}}""", await http.GetStringAsync("/client-config"));
    }

    [Theory]
    [InlineData("Development", Role.Customer, null)]
    [InlineData("Development", Role.Operator, "http://127.0.0.1:18888/login?t=secret&returnUrl=/traces/detail/{traceId}")]
    [InlineData("Development", Role.Administrator, "http://127.0.0.1:18888/login?t=secret&returnUrl=/traces/detail/{traceId}")]
    [InlineData("Production", Role.Customer, null)]
    [InlineData("Production", Role.Operator, "http://127.0.0.1:18888/traces/detail/{traceId}")]
    public async Task ClientConfig_ForARole_LinksTheDashboardForStaffOnly(string environment, Role role, string? expected)
    {
        await using var gateway = await Fixture.StartGatewayAsync($"environment={environment}");
        var caller = role == Role.Customer ? GatewayHost.NewCustomer() : GatewayHost.NewOperator() with { Role = role };
        using var http = gateway.HttpFor(caller);

        var config = await http.GetFromJsonAsync<JsonElement>("/client-config");

        Assert.Equal(expected, config.TryGetProperty("traceUrlTemplate", out var template) ? template.GetString() : null);
        if (expected is null)
        {
            Assert.DoesNotContain("18888", config.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ClientConfig_WithAToken_NamesUserModelAndLimits()
    {
        var customer = GatewayHost.NewCustomer();
        using var http = Gateway.HttpFor(customer);

        var config = await http.GetFromJsonAsync<JsonElement>("/client-config");

        Assert.Equal(
            $$"""{"id":"{{customer.UserId}}","name":"{{customer.Name}}","role":"customer"}""",
            config.GetProperty("user").GetRawText()
        );
        Assert.True(config.GetProperty("auth").GetProperty("demo").GetBoolean());

        Assert.Equal(5_000, config.GetProperty("limits").GetProperty("maxMessageLength").GetInt32());
        Assert.Equal("offline", config.GetProperty("model").GetString());
    }

    [Fact]
    public async Task Health_IsHealthyAndCountsConnections()
    {
        await ConnectAsync(GatewayHost.NewCustomer());
        using var http = Gateway.HttpFor(null);

        var health = await http.GetFromJsonAsync<JsonElement>("/health");

        Assert.Equal("healthy", health.GetProperty("status").GetString());
        Assert.True(health.GetProperty("success").GetBoolean());
        Assert.True(health.GetProperty("active_connections").GetInt32() > 0);
        Assert.True(health.GetProperty("metrics").GetProperty("users").GetInt32() > 0);
        Assert.Equal(Environment.ProcessId, health.GetProperty("worker").GetInt32());
        Assert.True(health.GetProperty("performance").GetProperty("heapBytes").GetInt64() > 0);
    }

    [Fact]
    public async Task Metrics_AreTextByDefaultAndJsonOnDemand()
    {
        // Gateways of one process share what they measure: one that goes takes it from the others.
        await using var gateway = await Fixture.StartProcessAsync();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{gateway.Port}") };
        var token = GatewayHost.TokenFor(GatewayHost.NewCustomer());
        var socket = await Fixture.Clients.Open(http.BaseAddress, new { token }).ConnectedAsync();
        var session = await CreateSessionAsync(socket);
        await socket.AskAsync("message:send", new { sessionId = session.ToString(), content = "Hello" });

        var text = await http.GetStringAsync("/metrics");
        http.DefaultRequestHeaders.Add("Accept", "application/json");
        var json = await http.GetFromJsonAsync<JsonElement>("/metrics");

        Assert.Contains("# TYPE switchboard_gateway_messages_total counter", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE switchboard_gateway_connections_opened_total counter", text, StringComparison.Ordinal);
        Assert.Matches("switchboard_gateway_ack_duration_seconds_bucket{.*le=\"\\+Inf\"}", text);
        Assert.Matches("(?m)^switchboard_gateway_rooms(_ratio)?[{ ]", text);
        Assert.True(json.GetProperty("totalConnections").GetInt32() > 0);
        Assert.True(json.GetProperty("connectionsEver").GetInt64() >= json.GetProperty("totalConnections").GetInt64());
        Assert.True(json.GetProperty("messagesPerMinute").GetInt64() > 0);
        Assert.True(json.GetProperty("rooms").GetProperty("open").GetInt32() > 0);
        Assert.True(json.GetProperty("rooms").GetProperty("largest").GetInt32() > 0);
    }
}
