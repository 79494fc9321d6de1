using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LocalAspire.Dashboard.Tests.Hosting;

namespace LocalAspire.Dashboard.Tests.Api;

public sealed class TelemetryApiTests : IAsyncLifetime
{
    private RunningDashboard _dashboard = null!;

    public async ValueTask InitializeAsync() => _dashboard = await RunningDashboard.StartAsync();

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Theory]
    [InlineData("/api/telemetry/resources")]
    [InlineData("/api/telemetry/spans")]
    [InlineData("/api/telemetry/logs")]
    [InlineData("/api/telemetry/traces")]
    [InlineData("/api/telemetry/traces/4bf92f3577b34da6a3ce929d0e0e4736")]
    public async Task Get_WithoutKey_Answers401(string path)
    {
        using var client = new HttpClient { BaseAddress = _dashboard.Url };

        using var response = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task ValidateToken_RightToken_AnswersTheKeyThatOpensTheApi()
    {
        using var client = new HttpClient { BaseAddress = _dashboard.Url };

        using var response = await client.PostAsJsonAsync("/api/telemetry/validateToken", new { token = _dashboard.Options.BrowserToken });
        var key = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("apiKey").GetString();
        client.DefaultRequestHeaders.Add("x-api-key", key);
        using var resources = await client.GetAsync("/api/telemetry/resources");

        Assert.Equal(HttpStatusCode.OK, resources.StatusCode);
    }

    [Fact]
    public async Task ValidateToken_WrongToken_Answers401()
    {
        using var response = await _dashboard.Api.PostAsJsonAsync("/api/telemetry/validateToken", new { token = "wrong" });

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/telemetry/spans?resource=nobody")]
    [InlineData("/api/telemetry/logs?resource=nobody")]
    [InlineData("/api/telemetry/traces?resource=one&resource=nobody")]
    [InlineData("/api/telemetry/traces/00000000000000000000000000000001")]
    [InlineData("/api/telemetry/traces/not-an-id")]
    public async Task Get_UnknownResourceOrTrace_Answers404WithProblem(string path)
    {
        await _dashboard.SendTracesAsync("one", OtlpJson.Span());

        using var response = await _dashboard.Api.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(404, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetInt32());
    }

    [Theory]
    [InlineData("limit=-1")]
    [InlineData("limit=many")]
    [InlineData("hasError=perhaps")]
    [InlineData("severity=loud")]
    public async Task Get_InvalidParameter_Answers400(string query)
    {
        using var response = await _dashboard.Api.GetAsync("/api/telemetry/logs?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Spans_MoreThanLimit_AnswersTheNewest()
    {
        await _dashboard.SendTracesAsync(
            "one",
            [
                .. Enumerable
                    .Range(1, 5)
                    .Reverse()
                    .Select(i => OtlpJson.Span(spanId: $"{i:x16}", name: $"span {i}", start: i * 1_000_000_000L)),
            ]
        );

        var answer = await _dashboard.ReadAsync("/api/telemetry/spans?limit=2");

        Assert.Equal(5, answer.GetProperty("totalCount").GetInt32());
        Assert.Equal(2, answer.GetProperty("returnedCount").GetInt32());
        Assert.Equal(["span 4", "span 5"], SpanNames(answer));
    }

    [Fact]
    public async Task Spans_Filters_AreCombined()
    {
        await _dashboard.SendTracesAsync(
            "one",
            OtlpJson.Span("0000000000000001", "ok"),
            OtlpJson.Span("0000000000000002", "bad", error: true)
        );
        await _dashboard.SendTracesAsync("two", OtlpJson.Span("0000000000000003", "bad too", traceId: new string('a', 32), error: true));

        Assert.Equal(["bad", "bad too"], SpanNames(await _dashboard.ReadAsync("/api/telemetry/spans?hasError=true")));
        Assert.Equal(["bad"], SpanNames(await _dashboard.ReadAsync("/api/telemetry/spans?hasError=true&resource=one")));
        Assert.Equal(["ok"], SpanNames(await _dashboard.ReadAsync("/api/telemetry/spans?hasError=false&resource=one-1")));
        Assert.Equal(
            ["bad", "bad too"],
            SpanNames(await _dashboard.ReadAsync("/api/telemetry/spans?resource=one&resource=two&search=bad"))
        );
        Assert.Equal(["bad too"], SpanNames(await _dashboard.ReadAsync($"/api/telemetry/spans?traceId={new string('A', 32)}")));
        Assert.Equal(["ok"], SpanNames(await _dashboard.ReadAsync("/api/telemetry/spans?search=-status:error")));
    }

    [Fact]
    public async Task Traces_Filters_CountTraces()
    {
        await _dashboard.SendTracesAsync(
            "one",
            OtlpJson.Span("0000000000000001", "root"),
            OtlpJson.Span("0000000000000002", "bad", parent: "0000000000000001", error: true)
        );
        await _dashboard.SendTracesAsync("two", OtlpJson.Span("0000000000000003", "fine", traceId: new string('a', 32)));

        var errors = await _dashboard.ReadAsync("/api/telemetry/traces?hasError=true");
        var all = await _dashboard.ReadAsync("/api/telemetry/traces?limit=1");

        Assert.Equal(1, errors.GetProperty("totalCount").GetInt32());
        Assert.Equal(["root", "bad"], SpanNames(errors));
        Assert.Equal(2, all.GetProperty("totalCount").GetInt32());
        Assert.Equal(1, all.GetProperty("returnedCount").GetInt32());
    }

    [Fact]
    public async Task Logs_SeverityAndTrace_AreFiltered()
    {
        await _dashboard.SendLogsAsync(
            "one",
            OtlpJson.Log("quiet", severity: 5),
            OtlpJson.Log("loud", severity: 17, traceId: OtlpJson.TraceId),
            OtlpJson.Log("louder", severity: 21)
        );

        Assert.Equal(["loud", "louder"], Messages(await _dashboard.ReadAsync("/api/telemetry/logs?severity=error")));
        Assert.Equal(["loud"], Messages(await _dashboard.ReadAsync($"/api/telemetry/logs?traceId={OtlpJson.TraceId}")));
        Assert.Equal(["quiet"], Messages(await _dashboard.ReadAsync("/api/telemetry/logs?search=message:quiet")));
    }

    [Fact]
    public async Task Spans_Follow_StreamsWhatIsThereAndWhatComes()
    {
        await _dashboard.SendTracesAsync("one", OtlpJson.Span("0000000000000001", "first"));

        using var response = await _dashboard.Api.GetAsync(
            "/api/telemetry/spans?follow=true&resource=one",
            HttpCompletionOption.ResponseHeadersRead
        );
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var first = await ReadLineAsync(reader);
        await _dashboard.SendTracesAsync("two", OtlpJson.Span("0000000000000002", "of another"));
        await _dashboard.SendTracesAsync("one", OtlpJson.Span("0000000000000003", "second"), OtlpJson.Span("0000000000000004", "third"));

        Assert.Equal("first", Name(first));
        Assert.Equal("second", Name(await ReadLineAsync(reader)));
        Assert.Equal("third", Name(await ReadLineAsync(reader)));

        static string Name(JsonElement line) =>
            line.GetProperty("resourceSpans")[0].GetProperty("scopeSpans")[0].GetProperty("spans")[0].GetProperty("name").GetString()!;
    }

    [Fact]
    public async Task Logs_Follow_EndsWhenTheDashboardStops()
    {
        _dashboard.Resources.Resources = [RunningDashboard.Snapshot("silent")];
        using var response = await _dashboard.Api.GetAsync(
            "/api/telemetry/logs?follow=true&resource=silent",
            HttpCompletionOption.ResponseHeadersRead
        );
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        await _dashboard.Host.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Null(await reader.ReadLineAsync());
    }

    [Fact]
    public async Task Follow_MoreThanTheLimit_Answers503()
    {
        await using var dashboard = await RunningDashboard.StartAsync(options => options.Limits.Followers = 1);
        using var first = await dashboard.Api.GetAsync("/api/telemetry/logs?follow=true", HttpCompletionOption.ResponseHeadersRead);

        using var second = await dashboard.Api.GetAsync("/api/telemetry/logs?follow=true", HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
    }

    [Fact]
    public async Task Trace_ByShortId_IsFound()
    {
        await _dashboard.SendTracesAsync("one", OtlpJson.Span());

        var answer = await _dashboard.ReadAsync($"/api/telemetry/traces/{OtlpJson.TraceId[..7]}");

        Assert.Equal(1, answer.GetProperty("returnedCount").GetInt32());
    }

    private static async Task<JsonElement> ReadLineAsync(StreamReader reader) =>
        JsonDocument.Parse((await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)))!).RootElement;

    private static string[] SpanNames(JsonElement answer) =>
        [
            .. from resource in answer.GetProperty("data").GetProperty("resourceSpans").EnumerateArray()
            from scope in resource.GetProperty("scopeSpans").EnumerateArray()
            from span in scope.GetProperty("spans").EnumerateArray()
            select span.GetProperty("name").GetString(),
        ];

    private static string[] Messages(JsonElement answer) =>
        [
            .. from resource in answer.GetProperty("data").GetProperty("resourceLogs").EnumerateArray()
            from scope in resource.GetProperty("scopeLogs").EnumerateArray()
            from record in scope.GetProperty("logRecords").EnumerateArray()
            select record.GetProperty("body").GetProperty("stringValue").GetString(),
        ];
}
