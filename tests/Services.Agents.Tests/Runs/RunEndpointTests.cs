using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Services.Agents.Data.Seeding;
using Services.Agents.Models.Providers;
using Services.Agents.Tests.Support;
using Services.Agents.Tools;
using Services.Contracts.Access;
using Services.Contracts.Agents;
using Services.Contracts.Grants;
using Services.Contracts.Ids;
using Services.Contracts.Json;
using Services.Contracts.Messages;
using Services.Retail.Tools;
using Switchboard.Testing;
using Switchboard.Testing.Peers;

namespace Services.Agents.Tests.Runs;

/// <summary>The service over HTTP, with its own seeded shop and the offline model.</summary>
public sealed class RunEndpointTests(PostgresFixture postgres)
{
    private static readonly DemoCustomers.Person Demo = DemoCustomers.People[0];
    private static readonly string Pending = Demo.Orders[0].OrderId;

    [Fact]
    public async Task Run_CancelAndApprove_CancelsTheOrder()
    {
        await using var service = await StartAsync();
        using var client = service.CreateClient();
        List<TranscriptMessage> messages = [User($"Cancel order {Pending}, I no longer need it")];

        var asked = await RunAsync(client, Request(messages));
        var needed = Assert.Single(asked.OfType<ApprovalNeeded>());
        messages.Add(
            new TranscriptMessage
            {
                Role = MessageRole.Assistant,
                Content = TextOf(asked),
                ToolCalls = [needed.Call],
            }
        );
        var done = await RunAsync(
            client,
            Request(messages) with
            {
                Approval = new ToolApproval { CallId = needed.Call.CallId, Approved = true },
            }
        );

        Assert.Contains(Pending, needed.Statement, StringComparison.Ordinal);
        var completed = Assert.Single(done.OfType<ToolCallCompleted>());
        Assert.Equal("cancelled", completed.Result.Result.GetProperty("status").GetString());
        Assert.Equal("offline", Assert.IsType<RunCompleted>(done[^1]).Model);
        Assert.NotEmpty(TextOf(done));
    }

    [Fact]
    public async Task Run_UnknownAgent_IsNotFound()
    {
        await using var service = await StartAsync();
        using var client = service.CreateClient();

        using var response = await PostAsync(client, "/agents/sales/runs", Request([User("Hello")]));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Run_WithoutMessages_IsRefused()
    {
        await using var service = await StartAsync();
        using var client = service.CreateClient();

        using var response = await PostAsync(client, "/agents/order/runs", Request([]));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Run_ModelFails_LastUpdateSaysSo()
    {
        await using var service = await StartAsync(
            ("Models:Default:0", "broken"),
            ("Models:Providers:broken:Kind", "openai"),
            ("Models:Providers:broken:Model", "m"),
            ("Models:Providers:broken:BaseUrl", "http://127.0.0.1:9/v1")
        );
        using var client = service.CreateClient();

        var updates = await RunAsync(client, Request([User("Hello")]));

        var failed = Assert.IsType<RunFailed>(updates[^1]);
        Assert.Equal("AGENT_UNAVAILABLE", failed.Code);
        Assert.True(failed.Retryable);
    }

    [Fact]
    public async Task Run_ClientGoesAway_CancelsTheModel()
    {
        var model = new EndlessProvider();
        await using var service = (
            await StartAsync(
                ("Models:Default:0", "slow"),
                ("Models:Providers:slow:Kind", model.Kind),
                ("Models:Providers:slow:Model", "m"),
                ("Models:Providers:slow:ApiKey", "none")
            )
        ).WithWebHostBuilder(host => host.ConfigureServices(services => services.AddSingleton<IModelProvider>(model)));
        using var client = service.CreateClient();
        using var request = Signed("/agents/order/runs", Request([User("Hello")]));

        using (var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead))
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            Assert.Contains("word", await reader.ReadLineAsync(), StringComparison.Ordinal);
        }

        await model.Cancelled.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Triage_AboutAnOrder_ChoosesTheOrderAgent()
    {
        await using var service = await StartAsync();
        using var client = service.CreateClient();
        var request = new TriageRequest { Caller = Caller, Messages = [User($"Where is my order {Pending}?")] };

        using var message = new HttpRequestMessage(HttpMethod.Post, "/triage")
        {
            Content = JsonContent.Create(request, ContractsJson.Default.TriageRequest),
        };
        using var response = await client.SendAsync(TestPeer.Orchestrator.Sign(message, "agents", Json(Grant.Of(request))));

        Assert.Equal(AgentNames.Order, (await response.Content.ReadFromJsonAsync(ContractsJson.Default.TriageResult))!.Agent);
    }

    [Fact]
    public async Task DemoCustomers_InDevelopment_HaveOrdersToAskAbout()
    {
        await using var service = await StartAsync();
        using var client = service.CreateClient();

        var customers = JsonSerializer.Deserialize<JsonElement>(await GetAsync(client, "/demo/customers")).EnumerateArray().ToList();

        Assert.Equal(DemoCustomers.People.Count, customers.Count);
        Assert.Equal("demo", customers[0].GetProperty("user").GetString());
        Assert.Equal(Demo.CustomerId, customers[0].GetProperty("customerId").GetString());
        Assert.All(customers, customer => Assert.NotEqual(0, customer.GetProperty("suggestedOrders").GetArrayLength()));
        // What is counted at the sign-in is what the account and the statistics count in the chat.
        foreach (var customer in customers)
        {
            await AssertCountedAlikeAsync(service.Services, customer);
        }
    }

    private static async Task AssertCountedAlikeAsync(IServiceProvider services, JsonElement customer)
    {
        var id = customer.GetProperty("customerId").GetString()!;
        var tools = services
            .GetRequiredService<ToolFactory>()
            .Create([ToolNames.GetUserDetails, ToolNames.OrderStatistics], Shop.Scope(People.Customer(id)));

        var account = Assert.IsType<JsonElement>(await tools[0].InvokeAsync(new() { ["user_id"] = id }));
        var statistics = Assert.IsType<JsonElement>(await tools[1].InvokeAsync(new() { ["group_by"] = "status" }));

        var counted = customer.GetProperty("orderCount").GetInt32();
        Assert.NotEqual(0, counted);
        Assert.Equal(counted, account.GetProperty("orders").GetArrayLength());
        Assert.Equal(counted, statistics.GetProperty("total").GetProperty("orders").GetInt32());
    }

    [Fact]
    public async Task DemoCustomers_InProduction_AreNotThere()
    {
        await using var service = (await StartAsync()).WithWebHostBuilder(host => host.UseEnvironment("Production"));
        using var client = service.CreateClient();

        using var request = TestPeer.Gateway.Sign(new HttpRequestMessage(HttpMethod.Get, "/demo/customers"), "agents");

        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Models_WithAKey_DoNotTellIt()
    {
        await using var service = await StartAsync(("OPENAI_API_KEY", "very-secret"));
        using var client = service.CreateClient();

        var models = await GetAsync(client, "/models");

        Assert.Contains("openai", models, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", models, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryEndpoint_ForWhoMayNot_IsClosed()
    {
        await using var service = await StartAsync();
        using var client = service.CreateClient();

        Assert.Empty(
            await new PeerSurface(service.Services, client, "agents").FaultsAsync(
                new Dictionary<string, string[]>
                {
                    ["POST /triage"] = ["orchestrator"],
                    ["POST /agents/{name}/runs"] = ["orchestrator"],
                    ["GET /models"] = ["gateway"],
                    ["GET /demo/customers"] = ["gateway"],
                }
            )
        );
    }

    public static TheoryData<string> Escalations => ["administrator", "approval", "staff", "customer", "session", "turn", "scope"];

    [Theory]
    [MemberData(nameof(Escalations))]
    public async Task Run_WithABodyThatAsksForMoreThanWasSigned_IsRefused(string how)
    {
        await using var service = await StartAsync();
        using var client = service.CreateClient();
        var granted = Request([User("Hello")]);
        if (how == "staff")
        {
            granted = granted with
            {
                Approval = new ToolApproval { CallId = "call", Approved = true },
            };
        }

        var asked = how switch
        {
            "administrator" => granted with { Caller = granted.Caller with { Role = Role.Administrator } },
            "approval" => granted with
            {
                Approval = new ToolApproval { CallId = "call", Approved = true },
            },
            "staff" => granted with { Approval = granted.Approval! with { IsApprovedByStaff = true } },
            "customer" => granted with { Caller = granted.Caller with { CustomerId = "another" } },
            "session" => granted with { SessionId = SessionId.New() },
            "turn" => granted with { TurnId = TurnId.New() },
            _ => granted with { IdempotencyScope = "another" },
        };

        using var message = Signed("/agents/order/runs", asked, granted);
        using var response = await client.SendAsync(message);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("gateway", HttpStatusCode.Forbidden)]
    [InlineData("evals", HttpStatusCode.Forbidden)]
    public async Task Run_ApprovedByAnAdministratorWhomNobodyOrTheWrongOneSigned_ChangesNothing(string? signer, HttpStatusCode expected)
    {
        await using var service = await StartAsync();
        using var client = service.CreateClient();
        List<TranscriptMessage> messages = [User($"Cancel order {Pending}, I no longer need it")];
        var needed = Assert.Single((await RunAsync(client, Request(messages))).OfType<ApprovalNeeded>());
        messages.Add(
            new TranscriptMessage
            {
                Role = MessageRole.Assistant,
                Content = "",
                ToolCalls = [needed.Call],
            }
        );
        var request = Request(messages) with
        {
            Caller = Caller with { Role = Role.Administrator },
            Approval = new ToolApproval { CallId = needed.Call.CallId, Approved = true },
        };
        using var message = new HttpRequestMessage(HttpMethod.Post, "/agents/order/runs")
        {
            Content = JsonContent.Create(request, ContractsJson.Default.AgentRunRequest),
        };
        if (signer is not null)
        {
            TestPeer.All.Single(peer => peer.Name == signer).Sign(message, "agents", Json(Grant.Of(request)));
        }

        using var response = await client.SendAsync(message);

        Assert.Equal(expected, response.StatusCode);
        var again = await RunAsync(client, Request([User($"What is the status of order {Pending}?")]));
        Assert.Contains("pending", TextOf(again), StringComparison.OrdinalIgnoreCase);
    }

    private static Caller Caller => People.Customer(Demo.CustomerId);

    private async Task<WebApplicationFactory<Program>> StartAsync(params (string Key, string Value)[] settings)
    {
        var database = await postgres.CreateDatabaseAsync();
        return new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Development");
            host.UseSetting("Models:Offline:WordDelay", "00:00:00");
            host.UseSetting("Conversations:Vault:Key", "a-vault-key-for-tests-of-32-bytes");
            foreach (var (key, value) in TestPeer.Accepted.Concat(postgres.DatabaseSettings("agents", database)))
            {
                host.UseSetting(key, value);
            }

            foreach (var (key, value) in settings)
            {
                host.UseSetting(key, value);
            }
        });
    }

    private static AgentRunRequest Request(IReadOnlyList<TranscriptMessage> messages) =>
        new()
        {
            SessionId = SessionId.New(),
            TurnId = TurnId.New(),
            Caller = Caller,
            Messages = messages,
            IdempotencyScope = "scope",
        };

    private static async Task<List<AgentUpdate>> RunAsync(HttpClient client, AgentRunRequest request)
    {
        using var response = await PostAsync(client, "/agents/order/runs", request);
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.MediaType);
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => JsonSerializer.Deserialize(line, ContractsJson.Default.AgentUpdate)!)];
    }

    private static HttpRequestMessage Signed(string path, AgentRunRequest request, AgentRunRequest? granted = null) =>
        TestPeer.Orchestrator.Sign(
            new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(request, ContractsJson.Default.AgentRunRequest) },
            "agents",
            Json(Grant.Of(granted ?? request))
        );

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, AgentRunRequest request)
    {
        using var message = Signed(path, request);
        return await client.SendAsync(message);
    }

    private static async Task<string> GetAsync(HttpClient client, string path)
    {
        using var message = TestPeer.Gateway.Sign(new HttpRequestMessage(HttpMethod.Get, path), "agents");
        using var response = await client.SendAsync(message);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    private static JsonElement Json(Grant grant) => JsonSerializer.SerializeToElement(grant, ContractsJson.Default.Grant);

    private static TranscriptMessage User(string text) => new() { Role = MessageRole.User, Content = text };

    private static string TextOf(IEnumerable<AgentUpdate> updates) =>
        string.Concat(updates.OfType<TextDelta>().Select(delta => delta.Text));

    /// <summary>Says one word and then nothing more until it is cancelled.</summary>
    private sealed class EndlessProvider : IModelProvider, IChatClient
    {
        private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Cancelled => _cancelled.Task;

        public string Kind => "endless";

        public IChatClient Create(ModelProviderOptions options) => this;

        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            [EnumeratorCancellation] CancellationToken cancellationToken = default
        )
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, "word");
            using var registration = cancellationToken.Register(_cancelled.SetResult);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose() { }
    }
}
