using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting.Testing;
using Switchboard.Testing;

namespace EndToEnd.Monitoring;

/// <summary>What every service answers to anybody, besides its work.</summary>
public sealed class OperationalEndpointTests(PlatformFixture platform)
{
    public static TheoryData<string> Services => ["gateway", "orchestrator", "agents", "guardrails", "evals"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Metrics_OfEveryService_AreInPrometheusText(string service)
    {
        using var http = platform.Application.CreateHttpClient(service);

        var text = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation);

        Assert.Contains("# TYPE dotnet_process_memory_working_set_bytes gauge", text);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Health_OfEveryService_TellsProcessAndPerformance(string service)
    {
        using var http = platform.Application.CreateHttpClient(service);

        var health = await http.GetFromJsonAsync<JsonElement>(new Uri("/health", UriKind.Relative), Cancellation);

        Assert.Contains(health.GetProperty("worker").GetInt32(), platform.Processes(service).Values);
        Assert.True(health.GetProperty("performance").GetProperty("workingSetBytes").GetInt64() > 0);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Document_OfEveryService_HasTitleVersionAndAPage(string service)
    {
        using var http = platform.Application.CreateHttpClient(service);

        var document = await http.GetFromJsonAsync<JsonElement>(new Uri("/openapi/v1.json", UriKind.Relative), Cancellation);
        using var page = await http.GetAsync(new Uri("/docs", UriKind.Relative), Cancellation);

        Assert.Equal($"Switchboard {service}", document.GetProperty("info").GetProperty("title").GetString(), ignoreCase: true);
        Assert.Matches(@"^\d+\.\d+\.\d+$", document.GetProperty("info").GetProperty("version").GetString());
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Theory]
    [InlineData("gateway", "/sessions")]
    [InlineData("agents", "/models")]
    [InlineData("guardrails", "/verdicts/input")]
    public async Task Document_OfAServiceWithAnInterface_HasItsPaths(string service, string path)
    {
        using var http = platform.Application.CreateHttpClient(service);

        var document = await http.GetFromJsonAsync<JsonElement>(new Uri("/openapi/v1.json", UriKind.Relative), Cancellation);

        Assert.Contains(path, document.GetProperty("paths").EnumerateObject().Select(one => one.Name));
    }
}
