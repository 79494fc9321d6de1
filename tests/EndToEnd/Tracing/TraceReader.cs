using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Switchboard.Testing;

namespace EndToEnd.Tracing;

/// <summary>Reads traces from the dashboard's telemetry API.</summary>
internal sealed class TraceReader(HttpClient http) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Exchanges the dashboard's browser token for an API key.</summary>
    public static async Task<TraceReader> OpenAsync(PlatformFixture platform)
    {
        var http = new HttpClient { BaseAddress = platform.Dashboard };
        using var response = await http.PostAsJsonAsync(
            "/api/telemetry/validateToken",
            new { token = platform.DashboardToken },
            TestContext.Current.CancellationToken
        );
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        http.DefaultRequestHeaders.Add("x-api-key", answer.GetProperty("apiKey").GetString());
        return new TraceReader(http);
    }

    /// <summary>
    /// The trace once <paramref name="isWhole"/> accepts it; services export in batches. The last state of it when patience ends.
    /// </summary>
    public async Task<IReadOnlyList<Span>> ReadAsync(string traceId, Func<IReadOnlyList<Span>, bool> isWhole)
    {
        using var timer = new PeriodicTimer(Interval);
        IReadOnlyList<Span> spans = [];
        for (var reads = 0; reads < Patience / Interval; reads++)
        {
            using var response = await http.GetAsync($"/api/telemetry/traces/{traceId}", TestContext.Current.CancellationToken);
            if (response.StatusCode != HttpStatusCode.NotFound)
            {
                response.EnsureSuccessStatusCode();
                var body = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
                spans = Span.ReadAll(body.GetProperty("data"));
                if (isWhole(spans))
                {
                    break;
                }
            }

            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        return spans;
    }

    /// <summary>The newest spans of all traces.</summary>
    public async Task<IReadOnlyList<Span>> ReadSpansAsync() => Span.ReadAll((await GetAsync("/api/telemetry/spans")).GetProperty("data"));

    /// <summary>Who wrote the newest log records: service and category.</summary>
    public async Task<IReadOnlyList<(string Service, string Category, string Severity)>> ReadLogSourcesAsync() =>
        [
            .. from resource in (await GetAsync("/api/telemetry/logs")).GetProperty("data").GetProperty("resourceLogs").EnumerateArray()
            let service = Span.ReadAttributes(resource.GetProperty("resource")).GetValueOrDefault("service.name", "")
            from scope in resource.GetProperty("scopeLogs").EnumerateArray()
            let category = scope.GetProperty("scope").GetProperty("name").GetString()!
            from record in scope.GetProperty("logRecords").EnumerateArray()
            select (service, category, record.GetProperty("severityText").GetString()!),
        ];

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await http.GetAsync($"{path}?limit=10000", TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    public void Dispose() => http.Dispose();
}
