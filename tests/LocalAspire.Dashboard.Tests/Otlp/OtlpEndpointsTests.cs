using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LocalAspire.Dashboard.Tests.Hosting;

namespace LocalAspire.Dashboard.Tests.Otlp;

public sealed class OtlpEndpointsTests : IAsyncLifetime
{
    private RunningDashboard _dashboard = null!;

    public async ValueTask InitializeAsync() =>
        _dashboard = await RunningDashboard.StartAsync(options => options.Limits.RequestBytes = 64 * 1024);

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Theory]
    [InlineData("/v1/traces")]
    [InlineData("/v1/logs")]
    [InlineData("/v1/metrics")]
    public async Task Post_EmptyProtobuf_AnswersEmptyProtobuf(string path)
    {
        using var response = await _dashboard.Otlp.PostAsync(path, Body([], "application/x-protobuf"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/x-protobuf", response.Content.Headers.ContentType?.MediaType);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("wrong-key-of-some-length")]
    public async Task Post_WithoutTheKey_Answers401InTheRequestsEncoding(string key)
    {
        using var client = new HttpClient { BaseAddress = _dashboard.Url };
        client.DefaultRequestHeaders.Add("x-otlp-api-key", key);

        using var response = await client.PostAsJsonAsync("/v1/traces", OtlpJson.Traces("a", OtlpJson.Span()));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(16, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Post_UnknownContentType_Answers415()
    {
        using var response = await _dashboard.Otlp.PostAsync("/v1/traces", Body("x"u8.ToArray(), "text/plain"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task Post_UnknownContentEncoding_Answers415()
    {
        var body = Body([], "application/x-protobuf");
        body.Headers.ContentEncoding.Add("br");

        using var response = await _dashboard.Otlp.PostAsync("/v1/traces", body);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Theory]
    [InlineData("application/json", "{")]
    [InlineData("application/json", "[]")]
    [InlineData("application/json", """{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"zz"}]}]}]}""")]
    [InlineData("application/x-protobuf", "this is not protobuf")]
    public async Task Post_Garbage_Answers400(string contentType, string body)
    {
        using var response = await _dashboard.Otlp.PostAsync("/v1/traces", Body(Encoding.UTF8.GetBytes(body), contentType));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(contentType, response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Post_TooLarge_Answers413()
    {
        using var response = await _dashboard.Otlp.PostAsync("/v1/traces", Body(new byte[70 * 1024], "application/x-protobuf"));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Post_SmallGzipOfLargeBody_Answers413()
    {
        using var response = await _dashboard.Otlp.PostAsync("/v1/traces", Gzip(new byte[10 * 1024 * 1024]));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Post_BrokenGzip_Answers400()
    {
        var body = Body("not gzip at all"u8.ToArray(), "application/x-protobuf");
        body.Headers.ContentEncoding.Add("gzip");

        using var response = await _dashboard.Otlp.PostAsync("/v1/traces", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Post_GzippedJson_IsKept()
    {
        var body = Gzip(Encoding.UTF8.GetBytes(OtlpJson.Traces("zipped", OtlpJson.Span()).ToJsonString()), "application/json");

        using var response = await _dashboard.Otlp.PostAsync("/v1/traces", body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("{}", await response.Content.ReadAsStringAsync());
        var trace = await _dashboard.ReadAsync($"/api/telemetry/traces/{OtlpJson.TraceId}");
        Assert.Equal(1, trace.GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task Post_SpanWithoutTraceId_IsPartialSuccess()
    {
        using var response = await _dashboard.Otlp.PostAsJsonAsync(
            "/v1/traces",
            OtlpJson.Traces("a", OtlpJson.Span(), OtlpJson.Span(traceId: new string('0', 32)))
        );

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var partial = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("partialSuccess");
        Assert.Equal("1", partial.GetProperty("rejectedSpans").GetString());
        Assert.NotEmpty(partial.GetProperty("errorMessage").GetString()!);
    }

    [Fact]
    public async Task Post_SameSpanTwice_IsKeptOnce()
    {
        await _dashboard.SendTracesAsync("a", OtlpJson.Span());
        await _dashboard.SendTracesAsync("a", OtlpJson.Span());

        var trace = await _dashboard.ReadAsync($"/api/telemetry/traces/{OtlpJson.TraceId}");

        Assert.Equal(1, trace.GetProperty("totalCount").GetInt32());
    }

    private static ByteArrayContent Body(byte[] content, string contentType) =>
        new(content) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } };

    private static ByteArrayContent Gzip(byte[] content, string contentType = "application/x-protobuf")
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        var body = Body(target.ToArray(), contentType);
        body.Headers.ContentEncoding.Add("gzip");
        return body;
    }
}
