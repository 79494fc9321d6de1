using System.Net;
using System.Text.RegularExpressions;
using LocalAspire.Dashboard.Resources;
using LocalAspire.Dashboard.Tests.Hosting;

namespace LocalAspire.Dashboard.Tests.Pages;

public sealed partial class ResourcePagesTests : IAsyncLifetime
{
    private RunningDashboard _dashboard = null!;
    private HttpClient _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await RunningDashboard.StartAsync();
        _dashboard.Resources.Resources =
        [
            RunningDashboard.Snapshot("gateway"),
            RunningDashboard.Snapshot("orchestrator", "orchestrator-1"),
        ];
        _browser = await _dashboard.SignedInBrowserAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task Resources_Snapshot_IsShownEncoded()
    {
        _dashboard.Resources.Resources =
        [
            RunningDashboard.Snapshot("gateway") with
            {
                Message = "<script>alert(1)</script>",
                ProcessId = 4711,
                Addresses = [new ResourceAddress("http", "http://localhost:5000"), new ResourceAddress("x", "javascript:alert(1)")],
                EnvironmentNames = ["ConnectionStrings__redis"],
            },
        ];

        var page = await _browser.GetStringAsync("/");

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"javascript:", page, StringComparison.Ordinal);
        Assert.Contains("href=\"http://localhost:5000/\"", page, StringComparison.Ordinal);
        Assert.Contains("4711", page, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__redis", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resources_None_SaysWhatToDo()
    {
        _dashboard.Resources.Resources = [];

        Assert.Contains("No resources yet", await _browser.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Live_Change_IsPushed()
    {
        using var response = await _browser.GetAsync("/live/resources", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        await ReadUntilAsync(reader, "orchestrator-1");

        _dashboard.Resources.Resources = [RunningDashboard.Snapshot("gateway") with { State = "FailedToStart" }];

        await ReadUntilAsync(reader, "Failed to start");
    }

    [Fact]
    public async Task Command_WithFormTokenAndOrigin_IsCarriedOut()
    {
        using var request = await CommandAsync("/resources/gateway/stop");

        using var response = await _browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal([("gateway", ResourceCommand.Stop)], _dashboard.Resources.Commands);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task Command_FromAnotherOrigin_IsRefused(string? origin)
    {
        using var request = await CommandAsync("/resources/gateway/stop", origin);

        using var response = await _browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(_dashboard.Resources.Commands);
    }

    [Fact]
    public async Task Command_WithoutFormToken_IsRefused()
    {
        using var request = await CommandAsync("/resources/gateway/stop");
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["token"] = "forged" });

        using var response = await _browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(_dashboard.Resources.Commands);
    }

    [Theory]
    [InlineData("/resources/nobody/stop")]
    [InlineData("/resources/gateway/explode")]
    [InlineData("/resources/gateway/1")]
    public async Task Command_Unknown_Answers404(string path)
    {
        using var request = await CommandAsync(path);

        using var response = await _browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Command_Refused_AnswersTheReason()
    {
        _dashboard.Resources.NextResult = CommandResult.Failed("gateway is stopping already");
        using var request = await CommandAsync("/resources/gateway/stop");

        using var response = await _browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("stopping already", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Console_Lines_AreStreamedWithColours()
    {
        _dashboard.Resources.Console("gateway").Append("\e[31mred\e[0m <b>");
        using var response = await _browser.GetAsync("/live/console/gateway", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        await ReadUntilAsync(reader, "<span class=\"f1\">red</span> &lt;b&gt;");
        _dashboard.Resources.Console("gateway").Append("later", isError: true);

        await ReadUntilAsync(reader, "line stderr");
    }

    [Fact]
    public async Task Console_Reconnect_ContinuesAfterTheLastLine()
    {
        _dashboard.Resources.Console("gateway").Append("first");
        var id = await LastEventIdAsync();
        _dashboard.Resources.Console("gateway").Append("second");

        Assert.DoesNotContain("first", await ReadConsoleUntilAsync(id, "second"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Console_ReconnectFromAnotherRun_StartsAnew()
    {
        _dashboard.Resources.Console("gateway").Append("first");

        await ReadConsoleUntilAsync("00000000-9999", "first");
    }

    private async Task<string> LastEventIdAsync() => EventId().Match(await ReadConsoleUntilAsync(null, "id: ")).Groups[1].Value;

    private async Task<string> ReadConsoleUntilAsync(string? lastEventId, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/live/console/gateway");
        request.Headers.Add("Last-Event-ID", lastEventId);
        using var response = await _browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        return await ReadUntilAsync(reader, text);
    }

    private static async Task<string> ReadUntilAsync(StreamReader reader, string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var read = "";
        while (!read.Contains(text, StringComparison.Ordinal))
        {
            read += await reader.ReadLineAsync(limit.Token) ?? throw new EndOfStreamException(read);
        }

        return read;
    }

    private async Task<HttpRequestMessage> CommandAsync(string path, string? origin = "own")
    {
        var page = await _browser.GetStringAsync("/");
        var token = FormToken().Match(page).Groups[1].Value;
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["token"] = token }),
        };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin == "own" ? _dashboard.Url.GetLeftPart(UriPartial.Authority) : origin);
        }

        return request;
    }

    [GeneratedRegex("name=\"token\" value=\"([0-9a-f]+)\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("id: ([0-9a-f]+-[0-9]+)")]
    private static partial Regex EventId();
}
