using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Switchboard.Testing.Peers;

namespace Services.Gateway.Tests.Hosting;

/// <summary>What the gateway asks of the agents service, with fixed answers for who signs as the gateway.</summary>
internal sealed class FakeAgents : IAsyncDisposable
{
    private const string Customers = """
        [{
          "user": "demo", "id": "maya_chen_1001", "name": "Maya Chen", "customerId": "maya_chen_1001", "orderCount": 7,
          "suggestedOrders": ["#W1000001"]
        }]
        """;

    private readonly WebApplication _app;

    private FakeAgents(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<FakeAgents> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(TestPeer.Accepted);
        builder.AddPeerAuthentication("agents");
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/health", () => Results.Ok()).AllowAnonymous();
        app.MapGet(
                "/models",
                () =>
                    Results.Text(
                        """[{"agent":"order","models":[{"provider":"offline","kind":"Offline","model":"offline"}]}]""",
                        "application/json"
                    )
            )
            .RequirePeer("gateway");
        app.MapGet("/demo/customers", () => Results.Text(Customers, "application/json")).RequirePeer("gateway");
        await app.StartAsync();
        return new FakeAgents(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
