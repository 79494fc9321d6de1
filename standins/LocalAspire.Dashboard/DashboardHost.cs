using System.ComponentModel.DataAnnotations;
using LocalAspire.Dashboard.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAspire.Dashboard;

/// <summary>
/// The dashboard as a web server inside the process that runs the resources. Started once, stopped once. A port that is in use makes
/// <see cref="StartAsync"/> throw an <see cref="IOException"/>.
/// </summary>
public sealed class DashboardHost : IAsyncDisposable
{
    private readonly DashboardOptions _options;
    private readonly WebApplication _app;

    /// <summary>Builds the server; a wrong option throws a <see cref="ValidationException"/> that names it.</summary>
    /// <param name="options">Addresses, secrets and limits.</param>
    /// <param name="resources">What is run.</param>
    /// <param name="loggerFactory">Where the dashboard logs. Default: nowhere.</param>
    /// <param name="timeProvider">Clock. Default: the system's.</param>
    public DashboardHost(
        DashboardOptions options, IResourceSource resources, ILoggerFactory? loggerFactory = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(resources);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        Validator.ValidateObject(options.Limits, new ValidationContext(options.Limits), validateAllProperties: true);
        _options = options;
        _app = DashboardServer.Build(options, resources, loggerFactory ?? NullLoggerFactory.Instance, timeProvider ?? TimeProvider.System);
    }

    /// <summary>Where the dashboard listens, with the actual port. Valid once started.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>Where OTLP is received, for <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> with protocol <c>http/protobuf</c>. Valid once started.</summary>
    public Uri OtlpUrl { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>For <c>OTEL_EXPORTER_OTLP_HEADERS</c>: <c>x-otlp-api-key=…</c>.</summary>
    public string OtlpHeaders => $"x-otlp-api-key={_options.OtlpApiKey}";

    /// <summary>The address to print: signs the browser in.</summary>
    public Uri LoginUrl => new(Url, $"/login?t={Uri.EscapeDataString(_options.BrowserToken)}");

    /// <summary>Listens. Returns once requests are served.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _app.StartAsync(cancellationToken);
        var bound = _app.Urls.Select(address => new Uri(address)).ToList();
        Url = bound[0];
        OtlpUrl = bound[^1];
    }

    /// <summary>Ends the followers' streams, then stops listening.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
