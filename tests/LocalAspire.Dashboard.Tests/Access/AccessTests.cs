using System.Net;
using LocalAspire.Dashboard.Access;
using LocalAspire.Dashboard.Tests.Hosting;

namespace LocalAspire.Dashboard.Tests.Access;

public sealed class AccessTests : IAsyncLifetime
{
    private RunningDashboard _dashboard = null!;

    public async ValueTask InitializeAsync() => _dashboard = await RunningDashboard.StartAsync();

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/traces")]
    [InlineData("/structuredlogs?resource=a")]
    [InlineData("/does-not-exist")]
    public async Task Get_NotSignedIn_LeadsToLoginAndBack(string path)
    {
        using var browser = _dashboard.NewBrowser();

        using var response = await browser.GetAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/login?returnUrl=" + Uri.EscapeDataString(path), response.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("/live/resources")]
    [InlineData("/live/console/a")]
    [InlineData("/live/traces")]
    public async Task Get_StreamNotSignedIn_Answers401(string path)
    {
        using var client = new HttpClient { BaseAddress = _dashboard.Url };

        using var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Login_RightToken_SetsAnHttpOnlyCookieOfThisPort()
    {
        using var browser = _dashboard.NewBrowser();

        using var response = await browser.GetAsync($"/login?t={_dashboard.Options.BrowserToken}&returnUrl=/traces");

        Assert.Equal("/traces", response.Headers.Location?.OriginalString);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith($"dashboard-{_dashboard.Url.Port}=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        using var page = await browser.GetAsync("/traces");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/ok\r\nSet-Cookie: a=b")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public void OrRoot_NotLocal_IsRoot(string url) => Assert.Equal("/", LocalUrl.OrRoot(url));

    [Theory]
    [InlineData("/")]
    [InlineData("/traces/detail/4bf92f3577b34da6a3ce929d0e0e4736?span=00f067aa0ba902b7")]
    public void OrRoot_Local_IsKept(string url) => Assert.Equal(url, LocalUrl.OrRoot(url));

    [Fact]
    public async Task Login_ForeignReturnUrl_LeadsHome()
    {
        using var browser = _dashboard.NewBrowser();

        using var response = await browser.GetAsync($"/login?t={_dashboard.Options.BrowserToken}&returnUrl=//evil.example");

        Assert.Equal("/", response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Login_WrongToken_ShowsTheForm()
    {
        using var browser = _dashboard.NewBrowser();

        using var response = await browser.GetAsync("/login?t=wrong");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.Contains("not valid", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_ByForm_SignsIn()
    {
        using var browser = _dashboard.NewBrowser();
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string> { ["t"] = _dashboard.Options.BrowserToken, ["returnUrl"] = "/metrics" }
        );

        using var response = await browser.PostAsync("/login", form);

        Assert.Equal("/metrics", response.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("dashboard-{0}=99999999999.00.00")]
    [InlineData("dashboard-{0}=nonsense")]
    [InlineData("dashboard-{0}=.")]
    public async Task Get_ForgedCookie_IsNotSignedIn(string cookie)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = _dashboard.Url,
        };
        client.DefaultRequestHeaders.Add(
            "Cookie",
            string.Format(System.Globalization.CultureInfo.InvariantCulture, cookie, _dashboard.Url.Port)
        );

        using var response = await client.GetAsync("/");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Api_SignedInBrowser_IsLetIn()
    {
        using var browser = await _dashboard.SignedInBrowserAsync();

        using var response = await browser.GetAsync("/api/telemetry/resources");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Get_AnyPage_HasSecurityHeaders()
    {
        using var browser = await _dashboard.SignedInBrowserAsync();

        using var response = await browser.GetAsync("/");

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }
}
