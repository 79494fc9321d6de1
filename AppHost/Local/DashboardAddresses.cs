using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace AppHost.Local;

/// <summary>Where the dashboard and its receivers listen, what opens it, and where it keeps its data.</summary>
internal static class DashboardAddresses
{
    private const string DataDirectory = "ASPIRE_DASHBOARD_DATA_DIRECTORY";

    /// <summary>
    /// Completes the configuration before the application is built: usual ports where they are free, a login link that stays the same from
    /// run to run, and telemetry on disk below the platform's data, since the dashboard writes it unencrypted.
    /// </summary>
    public static void Configure(IConfigurationManager configuration, LocalState local)
    {
        Environment.SetEnvironmentVariable(DataDirectory, local.Folder("dashboard"));
        configuration["AppHost:BrowserToken"] = local.Secrets.GetOrAdd("dashboard-browser-token");
        configuration["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] ??= "true";
        Choose("ASPNETCORE_URLS", "dashboard", 18888);
        Choose("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "dashboard-otlp", 18889);
        Choose("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "dashboard-otlp-http", 18891);
        Choose("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", "dashboard-resources", 18890);

        void Choose(string setting, string name, int usual) =>
            configuration[setting] = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{local.Ports.Choose(name, usual)}");
    }
}
