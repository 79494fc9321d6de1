using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Http.Json;

namespace LocalAspire.Dashboard.Tests.Hosting;

public sealed class DashboardHostTests
{
    [Fact]
    public async Task Start_WithAnOtlpListener_ReceivesThere()
    {
        await using var dashboard = await RunningDashboard.StartAsync(options => options.OtlpUrl = new Uri("http://127.0.0.1:0"));

        Assert.NotEqual(dashboard.Host.Url.Port, dashboard.Host.OtlpUrl.Port);
        using var response = await dashboard.Otlp.PostAsJsonAsync(
            new Uri(dashboard.Host.OtlpUrl, "/v1/traces"),
            OtlpJson.Traces("a", OtlpJson.Span())
        );
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Start_PortInUse_Throws()
    {
        await using var first = await RunningDashboard.StartAsync();

        await Assert.ThrowsAsync<IOException>(() => RunningDashboard.StartAsync(options => options.Url = first.Url));
    }

    [Fact]
    public void Create_ShortToken_NamesTheOption()
    {
        var exception = Assert.Throws<ValidationException>(() =>
            new DashboardHost(new DashboardOptions { BrowserToken = "short" }, new FakeResourceSource())
        );

        Assert.Contains(nameof(DashboardOptions.BrowserToken), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_LimitOutOfRange_NamesTheLimit()
    {
        var exception = Assert.Throws<ValidationException>(() =>
            new DashboardHost(new DashboardOptions { Limits = { Traces = 0 } }, new FakeResourceSource())
        );

        Assert.Contains(nameof(DashboardLimits.Traces), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_TwoDashboards_SignInIndependently()
    {
        await using var one = await RunningDashboard.StartAsync();
        await using var two = await RunningDashboard.StartAsync();
        using var browser = await one.SignedInBrowserAsync();

        using var other = await browser.GetAsync(two.Url);
        using var signedIn = await browser.GetAsync(two.Host.LoginUrl);
        using var own = await browser.GetAsync(one.Url);

        Assert.Equal(HttpStatusCode.Redirect, other.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }
}
