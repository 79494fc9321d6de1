using System.ComponentModel.DataAnnotations;

namespace LocalAspire.Dashboard;

/// <summary>How the dashboard listens and who may look.</summary>
public sealed class DashboardOptions
{
    /// <summary>Shown in the page's title. Default: <c>Dashboard</c>.</summary>
    [Required(AllowEmptyStrings = false)]
    public string ApplicationName { get; set; } = "Dashboard";

    /// <summary>Where browsers and the telemetry API are served. Port 0 takes a free port. Default: <c>http://127.0.0.1:0</c>.</summary>
    [Required]
    public Uri Url { get; set; } = new("http://127.0.0.1:0");

    /// <summary>A listener of its own for OTLP. Default: null, OTLP is served at <see cref="Url"/>.</summary>
    public Uri? OtlpUrl { get; set; }

    /// <summary>Lets a browser in. At least 16 characters. Default: a random one for each start.</summary>
    [MinLength(16)]
    public string BrowserToken { get; set; } = DashboardSecrets.Create();

    /// <summary>Expected in <c>x-otlp-api-key</c>. At least 16 characters. Default: a random one for each start.</summary>
    [MinLength(16)]
    public string OtlpApiKey { get; set; } = DashboardSecrets.Create();

    /// <summary>Expected in <c>x-api-key</c> by the telemetry API. At least 16 characters. Default: a random one for each start.</summary>
    [MinLength(16)]
    public string TelemetryApiKey { get; set; } = DashboardSecrets.Create();

    /// <summary>What is kept.</summary>
    [Required]
    public DashboardLimits Limits { get; set; } = new();
}
