using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Services.Gateway.Tests.Hosting;
using Switchboard.Testing;

namespace Services.Gateway.Tests.Page;

/// <summary>The built page over the wire, with files as <c>npm run build</c> makes them.</summary>
public sealed class PageTests(GatewayFixture fixture) : IAsyncLifetime
{
    private const string Script = "/assets/index-CjJ_-PoO.js";
    private const string ScriptText = "console.log('Switchboard');";
    private const string Document = "<!doctype html><title>Switchboard</title>";

    private readonly string _root = Directory.CreateTempSubdirectory("page-").FullName;
    private GatewayHost _gateway = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_root, "assets"));
        foreach (var (path, text) in ((string, string)[])[("/index.html", Document), (Script, ScriptText)])
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            await File.WriteAllBytesAsync(_root + path, bytes);
            await using var brotli = new BrotliStream(File.Create($"{_root}{path}.br"), CompressionLevel.Optimal);
            await brotli.WriteAsync(bytes);
            await using var gzip = new GZipStream(File.Create($"{_root}{path}.gz"), CompressionLevel.Optimal);
            await gzip.WriteAsync(bytes);
        }

        await File.WriteAllBytesAsync(_root + "/assets/inter-Dx4k.woff2", [1, 2, 3]);
        await File.WriteAllTextAsync(Path.Combine(_root, ".secret"), "secret");
        _gateway = await fixture.StartGatewayAsync($"Page:Root={_root}");
        _http = _gateway.HttpFor(null);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _gateway.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task Root_Get_IsTheDocumentWhichIsAskedForAnewEachTime()
    {
        using var response = await _http.GetAsync("/");

        Assert.Equal(Document, await response.Content.ReadAsStringAsync());
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
        Assert.Contains("Accept-Encoding", response.Headers.Vary);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/");
        again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
        using var unchanged = await _http.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Document_Get_MayDoNothingButWhatThePageDoes()
    {
        using var response = await _http.GetAsync("/");

        var host = $"127.0.0.1:{_gateway.Address.Port}";
        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
                + $"connect-src 'self' ws://{host} wss://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            response.Headers.GetValues("Content-Security-Policy").Single()
        );
        using var asset = await _http.GetAsync(Script);
        Assert.Empty(BrowserHeaders.WrongIn(response));
        Assert.Empty(BrowserHeaders.WrongIn(asset));
        Assert.StartsWith(
            "default-src 'none'; base-uri",
            asset.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0.1, gzip;q=0.9", "gzip")]
    [InlineData("br;q=0, *", "gzip")]
    [InlineData("*", "br")]
    [InlineData("identity", null)]
    [InlineData("zstd", null)]
    [InlineData("br;q=0, gzip;q=0", null)]
    [InlineData("", null)]
    public async Task Asset_Get_ComesInTheCodingThatTheClientTakes(string accepted, string? expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Script);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);

        using var response = await _http.SendAsync(request);

        Assert.Equal(expected, response.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal("text/javascript", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("public, max-age=31536000, immutable", string.Join(", ", response.Headers.GetValues("Cache-Control")));
        Assert.Contains("Accept-Encoding", response.Headers.Vary);
        await using var body = await response.Content.ReadAsStreamAsync();
        await using Stream text = expected switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        Assert.Equal(ScriptText, await new StreamReader(text).ReadToEndAsync());
    }

    [Fact]
    public async Task Codings_OfOneFile_HaveEntityTagsOfTheirOwn()
    {
        var tags = new HashSet<string>();
        foreach (var coding in (string[])["br", "gzip", "identity"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Script);
            request.Headers.AcceptEncoding.ParseAdd(coding);
            using var response = await _http.SendAsync(request);
            tags.Add(response.Headers.ETag!.Tag);
        }

        Assert.Equal(3, tags.Count);
    }

    [Theory]
    [InlineData("/", Document)]
    [InlineData(Script, ScriptText)]
    public async Task Head_OfAFile_HasTheHeadersAndNoBody(string path, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);

        using var response = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(text.Length, response.Content.Headers.ContentLength);
        Assert.NotNull(response.Headers.ETag);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/assets/index-old.js")]
    [InlineData("/assets/")]
    [InlineData("/assets")]
    [InlineData(Script + ".br")]
    [InlineData("/favicon.ico")]
    [InlineData("/index.html.gz")]
    [InlineData("/.secret")]
    [InlineData("/assets/%2e%2e/.secret")]
    [InlineData("/assets/..%2f.secret")]
    [InlineData("/sessions/nothing")]
    [InlineData("/auth/nothing")]
    [InlineData("/client-config/nothing")]
    [InlineData("/operations")]
    [InlineData("/ws")]
    public async Task Get_ByABrowser_OfWhatIsNotThere_IsNeverThePage(string path)
    {
        using var response = await GetAsABrowserAsync(HttpMethod.Get, path);

        var text = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<!doctype", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Get_ByABrowser_OfAPathInThePage_IsTheDocument()
    {
        using var response = await GetAsABrowserAsync(HttpMethod.Get, "/conversations/7");

        Assert.Equal(Document, await response.Content.ReadAsStringAsync());
        Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
        Assert.True(response.Headers.Contains("Content-Security-Policy"));
    }

    [Fact]
    public async Task Get_ByAProgram_OfAPathInThePage_Is404()
    {
        using var anything = new HttpRequestMessage(HttpMethod.Get, "/conversations/7");
        anything.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*"));

        using var response = await _http.SendAsync(anything);
        using var posted = await GetAsABrowserAsync(HttpMethod.Post, "/conversations/7");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, posted.StatusCode);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("empty")]
    public async Task Root_WithoutABuild_SaysWhatToRun(string folder)
    {
        Directory.CreateDirectory(Path.Combine(_root, "empty"));
        await using var gateway = await fixture.StartGatewayAsync($"Page:Root={Path.Combine(_root, folder)}");
        using var http = gateway.HttpFor(null);

        using var response = await http.GetAsync("/");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("npm run build", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Build_MadeWhileTheGatewayRuns_IsServed()
    {
        var late = Path.Combine(_root, "late");
        await using var gateway = await fixture.StartGatewayAsync($"Page:Root={late}");
        using var http = gateway.HttpFor(null);
        using var before = await http.GetAsync("/");

        Directory.CreateDirectory(late);
        await File.WriteAllTextAsync(Path.Combine(late, "index.html"), Document);

        Assert.Equal(HttpStatusCode.NotFound, before.StatusCode);
        Assert.Equal(Document, await http.GetStringAsync("/"));
    }

    private async Task<HttpResponseMessage> GetAsABrowserAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(
            method,
            new Uri(
                $"{_gateway.Address.GetLeftPart(UriPartial.Authority)}{path}",
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
            )
        );
        request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        return await _http.SendAsync(request);
    }
}
