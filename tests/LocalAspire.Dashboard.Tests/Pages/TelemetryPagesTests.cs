using System.Net;
using LocalAspire.Dashboard.Tests.Hosting;

namespace LocalAspire.Dashboard.Tests.Pages;

public sealed class TelemetryPagesTests : IAsyncLifetime
{
    private const string Hostile = "\"><script>alert(1)</script>";

    private RunningDashboard _dashboard = null!;
    private HttpClient _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await RunningDashboard.StartAsync();
        _browser = await _dashboard.SignedInBrowserAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Theory]
    [InlineData("/traces", "No traces yet")]
    [InlineData("/structuredlogs", "No logs yet")]
    [InlineData("/metrics", "No metrics yet")]
    [InlineData("/consolelogs", "No resources yet")]
    [InlineData("/traces?hasError=nonsense&search=%22", "Nothing matches")]
    public async Task Page_WithoutData_SaysSo(string path, string text) =>
        Assert.Contains(text, await _browser.GetStringAsync(path), StringComparison.Ordinal);

    [Theory]
    [InlineData("/traces")]
    [InlineData("/structuredlogs")]
    [InlineData($"/traces/detail/{OtlpJson.TraceId}?span=00f067aa0ba902b7")]
    [InlineData($"/traces/detail/{OtlpJson.TraceId}/spans/00f067aa0ba902b7")]
    public async Task Page_HostileTelemetry_IsEncoded(string path)
    {
        await _dashboard.SendTracesAsync(
            Hostile,
            OtlpJson.Span(name: Hostile, error: true, attributes: [OtlpJson.Attribute(Hostile, Hostile)])
        );
        await _dashboard.SendLogsAsync(
            Hostile,
            OtlpJson.Log(Hostile, traceId: OtlpJson.TraceId, attributes: [OtlpJson.Attribute(Hostile, Hostile)])
        );

        var page = await _browser.GetStringAsync(path);

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trace_WithOrphanAndError_MarksThem()
    {
        await _dashboard.SendTracesAsync(
            "gateway",
            OtlpJson.Span("0000000000000001", "root", milliseconds: 100),
            OtlpJson.Span("0000000000000002", "child", parent: "0000000000000001", error: true),
            OtlpJson.Span("0000000000000003", "lost", parent: "00000000000000ff")
        );

        var page = await _browser.GetStringAsync($"/traces/detail/{OtlpJson.TraceId}");

        Assert.Contains("1 span has a parent that is not here", page, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"gateway: child, 5 ms, error\"", page, StringComparison.Ordinal);
        Assert.Contains("aria-level=\"2\" aria-label=\"Missing parent 00000000000000ff\"", page, StringComparison.Ordinal);
        Assert.Contains("aria-level=\"3\" aria-label=\"gateway: lost, 5 ms\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trace_NotArrived_LooksAgainAndThenShowsIt()
    {
        var path = $"/traces/detail/{OtlpJson.TraceId}";

        using var pending = await _browser.GetAsync(path);
        await _dashboard.SendTracesAsync("gateway", OtlpJson.Span());
        using var arrived = await _browser.GetAsync(path + "?attempt=1");

        Assert.Equal(HttpStatusCode.NotFound, pending.StatusCode);
        Assert.Equal($"1; url={path}?attempt=1", Assert.Single(pending.Headers.GetValues("Refresh")));
        Assert.Equal(path, arrived.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Trace_NeverArrived_StopsLooking()
    {
        using var response = await _browser.GetAsync($"/traces/detail/{OtlpJson.TraceId}?attempt=99");

        Assert.False(response.Headers.Contains("Refresh"));
        Assert.Contains("has not arrived", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trace_NotAnId_Answers404()
    {
        using var response = await _browser.GetAsync("/traces/detail/nonsense");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Traces_ErrorsOnly_HidesTheRest()
    {
        await _dashboard.SendTracesAsync("gateway", OtlpJson.Span(name: "fine"));
        await _dashboard.SendTracesAsync("gateway", OtlpJson.Span(name: "broken", traceId: new string('b', 32), error: true));

        var page = await _browser.GetStringAsync("/traces?hasError=true");

        Assert.Contains("broken", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>fine</b>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LiveTraces_NewTrace_IsPushed()
    {
        using var response = await _browser.GetAsync("/live/traces", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        await _dashboard.SendTracesAsync("gateway", OtlpJson.Span(name: "pushed"));

        string? line;
        do
        {
            line = await reader.ReadLineAsync(limit.Token);
        } while (line?.Contains("<b>pushed</b>", StringComparison.Ordinal) == false);
        Assert.NotNull(line);
    }

    [Theory]
    [InlineData("dashboard.css", "text/css")]
    [InlineData("dashboard.js", "text/javascript")]
    [InlineData("icon.svg", "image/svg+xml")]
    public async Task Assets_AreServedToAnyone(string name, string type)
    {
        using var browser = _dashboard.NewBrowser();

        using var response = await browser.GetAsync("/assets/" + name);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(response.Headers.ETag);
    }
}
