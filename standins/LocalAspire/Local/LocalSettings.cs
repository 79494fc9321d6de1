using System.Security.Cryptography;
using Aspire.Hosting;
using LocalAspire.Dashboard;
using LocalAspire.Data;
using LocalAspire.Ports;
using Microsoft.Extensions.Configuration;

namespace LocalAspire;

/// <summary>Where an application keeps its state and which ports it may take.</summary>
internal sealed class LocalSettings : IDisposable
{
    private const int UsualDashboardPort = 18888;

    private LocalSettings(DataFolder data, bool isolated, int? dashboardPort)
    {
        Data = data;
        Isolated = isolated;
        Secrets = new SecretStore(data.File("secrets.json"));
        if (dashboardPort is { } wished)
        {
            DashboardPort = Ports.Reserve("dashboard", isolated ? null : wished);
            Dashboard = new DashboardOptions
            {
                ApplicationName = "Switchboard",
                Url = new Uri($"http://{PortAllocator.Loopback}:{DashboardPort.Port}"),
                BrowserToken = Secrets.GetOrAdd("dashboard-browser-token", () => RandomNumberGenerator.GetHexString(32, lowercase: true)),
            };
        }
    }

    public DataFolder Data { get; }

    public SecretStore Secrets { get; }

    public PortAllocator Ports { get; } = new();

    /// <summary>Random ports; servers whose data nobody will miss, and that are killed in place of being stopped.</summary>
    public bool Isolated { get; }

    /// <summary>Where the endpoints that people use listen. Everything else listens on the loopback address only.</summary>
    public string BindAddress { get; private init; } = PortAllocator.Loopback;

    /// <summary>Null without a dashboard.</summary>
    public DashboardOptions? Dashboard { get; }

    public PortReservation? DashboardPort { get; }

    /// <summary>
    /// <c>LocalAspire:DataFolder</c> keeps the state elsewhere than in <c>.data</c> beside the AppHost's folder; <c>LocalAspire:Isolated=true</c>
    /// takes random ports, as a test does; <c>LocalAspire:BindAddress</c> opens the external endpoints to other machines.
    /// </summary>
    public static LocalSettings Create(IConfiguration configuration, string appHostDirectory, DistributedApplicationOptions options, bool underTest)
    {
        var data = underTest
            ? DataFolder.CreateTemporary()
            : DataFolder.Open(configuration["LocalAspire:DataFolder"] ?? Path.Combine(appHostDirectory, "..", ".data"));
        var isolated = underTest || configuration.GetValue<bool>("LocalAspire:Isolated");
        return new LocalSettings(data, isolated, options.DisableDashboard ? null : UsualDashboardPort)
        {
            BindAddress = configuration["LocalAspire:BindAddress"] is { Length: > 0 } address ? address : PortAllocator.Loopback,
        };
    }

    /// <summary>Shows the AppHost what Aspire would show it: the dashboard's address and token.</summary>
    public void Publish(IConfigurationManager configuration)
    {
        var values = new Dictionary<string, string?> { ["ASPNETCORE_URLS"] = null };
        if (Dashboard is { } dashboard)
        {
            values["ASPNETCORE_URLS"] = dashboard.Url.GetLeftPart(UriPartial.Authority);
            values["AppHost:BrowserToken"] = dashboard.BrowserToken;
            values["AppHost:OtlpApiKey"] = dashboard.OtlpApiKey;
        }

        configuration.AddInMemoryCollection(values);
    }

    public void Dispose()
    {
        Ports.Dispose();
        Data.Dispose();
    }
}
