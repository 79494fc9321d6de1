using System.Diagnostics.Metrics;
using System.Net.Http.Json;
using System.Text.Json;

namespace ServiceDefaults.Tests;

/// <summary>
/// What a service with the defaults says of itself to who measures. Services of one process share what the framework measures, and one that
/// goes takes it from the others: these tests run beside no other.
/// </summary>
[Collection(Alone)]
public sealed class MetricsEndpointTests
{
    private const string Alone = "metrics";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_OfThePlatform_AreInPrometheusText()
    {
        await using var service = await TestService.StartAsync();
        using var meter = new Meter("Switchboard.Tests.Text");
        meter.CreateCounter<long>("switchboard.tests.things", "{thing}", "Things.").Add(3, new KeyValuePair<string, object?>("kind", "a"));
        meter.CreateHistogram<double>("switchboard.tests.duration", "s", "How long.").Record(0.02);

        using var response = await service.Http.GetAsync(new Uri("/metrics", UriKind.Relative), Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("# TYPE switchboard_tests_things_total counter", text);
        Assert.Matches(@"switchboard_tests_things_total\{.*kind=""a"".*\} 3", text);
        Assert.Contains("# TYPE switchboard_tests_duration_seconds histogram", text);
        Assert.Contains("# TYPE dotnet_", text);
    }

    [Fact]
    public async Task Metrics_OfSecondsWithoutBounds_HaveBucketsBelowASecond()
    {
        await using var service = await TestService.StartAsync();
        using var meter = new Meter("Switchboard.Tests.Buckets");
        meter.CreateHistogram<double>("switchboard.tests.wait", "s").Record(0.02);
        meter.CreateHistogram<double>("switchboard.tests.own", "s", advice: new() { HistogramBucketBoundaries = [0.125, 7] }).Record(0.02);

        var text = await service.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation);

        Assert.Matches(@"switchboard_tests_wait_seconds_bucket\{.*le=""0.01""\} 0", text);
        Assert.Matches(@"switchboard_tests_wait_seconds_bucket\{.*le=""0.025""\} 1", text);
        Assert.Matches(@"switchboard_tests_own_seconds_bucket\{.*le=""0.125""\} 1", text);
        Assert.DoesNotMatch(@"switchboard_tests_own_seconds_bucket\{.*le=""0.025""", text);
    }

    [Fact]
    public async Task Metrics_OfRequests_LeaveProbesOut()
    {
        await using var service = await TestService.StartAsync();
        foreach (var path in (string[])["/health", "/alive", "/metrics", "/openapi/v1.json"])
        {
            await service.Http.GetStringAsync(new Uri(path, UriKind.Relative), Cancellation);
        }

        // The scrape's text is kept for a moment.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        string text;
        do
        {
            await timer.WaitForNextTickAsync(patience.Token);
            text = await service.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), patience.Token);
        } while (!text.Contains("openapi", StringComparison.Ordinal));

        Assert.DoesNotMatch("http_server_request_duration_seconds_count.*http_route=\"/(health|alive|metrics)", text);
    }

    [Fact]
    public async Task Health_OfAService_TellsProcessAndPerformance()
    {
        await using var service = await TestService.StartAsync();

        var health = await service.Http.GetFromJsonAsync<JsonElement>(new Uri("/health", UriKind.Relative), Cancellation);

        Assert.Equal(Environment.ProcessId, health.GetProperty("worker").GetInt32());
        var performance = health.GetProperty("performance");
        Assert.True(performance.GetProperty("threadPoolQueueLength").GetInt64() >= 0);
        Assert.True(performance.GetProperty("threadPoolThreads").GetInt32() > 0);
        Assert.InRange(performance.GetProperty("gcPausePercent").GetDouble(), 0, 100);
        Assert.True(performance.GetProperty("lastGcPauseMs").GetDouble() >= 0);
        Assert.True(performance.GetProperty("heapBytes").GetInt64() > 0);
        Assert.True(performance.GetProperty("workingSetBytes").GetInt64() > 0);
    }

    /// <summary>Runs beside nothing.</summary>
    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class Definition;
}
