using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Services.Gateway.Tests.Hosting;

/// <summary>What the gateway asks of the agents service, with fixed answers.</summary>
internal sealed class FakeAgents : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeAgents(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<FakeAgents> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/health", () => Results.Ok());
        app.MapGet(
            "/models",
            () =>
                Results.Text(
                    """[{"agent":"order","models":[{"provider":"offline","kind":"Offline","model":"offline"}]}]""",
                    "application/json"
                )
        );
        app.MapGet(
            "/demo/customers",
            () =>
                Results.Text(
                    """[{"user":"demo","id":"maya_chen_1001","name":"Maya Chen","customerId":"maya_chen_1001","orderCount":7,"suggestedOrders":["#W1000001"]}]""",
                    "application/json"
                )
        );
        await app.StartAsync();
        return new FakeAgents(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
