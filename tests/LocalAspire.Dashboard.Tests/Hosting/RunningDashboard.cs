using System.Net;
using LocalAspire.Dashboard.Resources;

namespace LocalAspire.Dashboard.Tests.Hosting;

/// <summary>A dashboard on a free port, with clients for it.</summary>
internal sealed class RunningDashboard : IAsyncDisposable
{
    private readonly DashboardHost _host;

    private RunningDashboard(DashboardHost host, DashboardOptions options, FakeResourceSource resources)
    {
        _host = host;
        Options = options;
        Resources = resources;
        Api = NewClient();
        Api.DefaultRequestHeaders.Add("x-api-key", options.TelemetryApiKey);
        Otlp = NewClient();
        Otlp.DefaultRequestHeaders.Add("x-otlp-api-key", options.OtlpApiKey);
    }

    public DashboardOptions Options { get; }

    public FakeResourceSource Resources { get; }

    public DashboardHost Host => _host;

    public Uri Url => _host.Url;

    /// <summary>Presents the telemetry API's key.</summary>
    public HttpClient Api { get; }

    /// <summary>Presents the OTLP key.</summary>
    public HttpClient Otlp { get; }

    public static async Task<RunningDashboard> StartAsync(Action<DashboardOptions>? configure = null)
    {
        var options = new DashboardOptions { ApplicationName = "Switchboard" };
        configure?.Invoke(options);
        var resources = new FakeResourceSource();
        var host = new DashboardHost(options, resources);
        await host.StartAsync(CancellationToken.None);
        return new RunningDashboard(host, options, resources);
    }

    /// <summary>A browser: keeps cookies, does not follow redirects.</summary>
    public HttpClient NewBrowser()
    {
        var client = NewClient();
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        return client;
    }

    public async Task<HttpClient> SignedInBrowserAsync()
    {
        var browser = NewBrowser();
        using var response = await browser.GetAsync(_host.LoginUrl);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        Otlp.Dispose();
        await _host.StopAsync(CancellationToken.None);
        await _host.DisposeAsync();
    }

    public static ResourceSnapshot Snapshot(string name, string? instanceId = null) =>
        new()
        {
            Name = name,
            InstanceId = instanceId ?? name,
            DisplayName = instanceId ?? name,
            Type = "Project",
            State = "Running",
            Health = ResourceHealth.Healthy,
            Commands = [ResourceCommand.Stop, ResourceCommand.Restart],
        };

    private HttpClient NewClient() =>
        new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
        {
            BaseAddress = _host.Url,
            Timeout = TimeSpan.FromSeconds(30),
        };
}
