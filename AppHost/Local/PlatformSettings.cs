using Microsoft.Extensions.Configuration;

namespace AppHost.Local;

/// <summary>What whoever starts the platform can say, as <c>--Name=value</c> or in the environment.</summary>
internal sealed class PlatformSettings(IConfiguration configuration, string appHostDirectory)
{
    /// <summary>Where everything is kept that outlives a run. Default: <c>.data</c> beside the AppHost's folder.</summary>
    public string DataFolder { get; } = Path.GetFullPath(configuration["DataFolder"] ?? Path.Combine(appHostDirectory, "..", ".data"));

    /// <summary>
    /// Random ports, and servers whose data nobody will miss: for tests and evaluation runs beside a platform that runs. Default: false.
    /// </summary>
    public bool IsIsolated { get; } = configuration.GetValue("Isolated", false);

    /// <summary>The address that clients connect to. Default: the loopback address only.</summary>
    public string BindAddress { get; } = configuration["BindAddress"] is { Length: > 0 } address ? address : "localhost";

    /// <summary>True allows a <see cref="BindAddress"/> that other machines can reach. Default: false.</summary>
    public bool IsPublic { get; } = configuration.GetValue("Public", false);

    /// <summary>The OpenID Connect provider, without which other machines are not let in. Default: none.</summary>
    public string? Authority { get; } = configuration["Auth:Authority"];

    /// <summary>
    /// By which names the gateway is asked, separated by semicolons, beside those of this machine and of <see cref="BindAddress"/>.
    /// Default: none.
    /// </summary>
    public string[] AllowedHosts { get; } =
        configuration["AllowedHosts"]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>How many gateways run, 1 to 9. Default: 1.</summary>
    public int Gateways { get; } = Math.Clamp(configuration.GetValue("Gateways", 1), 1, 9);

    /// <summary>The gateway's port. Default: 5080, or a free one where that is taken.</summary>
    public int? GatewayPort { get; } = configuration.GetValue<int?>("GatewayPort");

    /// <summary>
    /// <c>container</c>, <c>process</c>, or <c>auto</c>: containers when an engine answers, processes of the operating system's packages
    /// otherwise. Default: <c>auto</c>.
    /// </summary>
    public string Stores { get; } = configuration["Stores"] ?? "auto";

    /// <summary>True starts Prometheus with the rest; otherwise it waits for somebody to start it. Default: false.</summary>
    public bool HasMonitoring { get; } = configuration.GetValue("Monitoring", false);

    /// <summary><c>dev</c> adds Vite with hot reload beside the page that the gateway serves. Default: none.</summary>
    public bool HasWebDevelopmentServer { get; } = string.Equals(configuration["Web"], "dev", StringComparison.OrdinalIgnoreCase);
}
