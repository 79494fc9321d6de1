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

    public void Dispose() => http.Dispose();
}
