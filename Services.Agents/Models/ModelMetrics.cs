using System.Diagnostics.Metrics;
using Services.Contracts.Telemetry;

namespace Services.Agents.Models;

/// <summary>What is measured of providers beside their calls.</summary>
internal sealed class ModelMetrics
{
    private readonly UpDownCounter<int> _open;
    private readonly Counter<long> _opened;

    public ModelMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ActivitySources.Agents);
        _open = meter.CreateUpDownCounter<int>("switchboard.model.circuits_open", "{circuit}", "Circuits that are open, by provider");
        _opened = meter.CreateCounter<long>("switchboard.model.circuit_opens", "{opening}", "How often circuits opened, by provider");
    }

    /// <summary>Makes the series of a provider, so that the first opening is an increase.</summary>
    public void Watch(string provider)
    {
        _open.Add(0, Tag(provider));
        _opened.Add(0, Tag(provider));
    }

    /// <summary>A circuit has opened, or opened again after a trial.</summary>
    /// <param name="provider">The name that the provider is configured under.</param>
    /// <param name="wasOpen">Whether it was open before the trial.</param>
    public void Opened(string provider, bool wasOpen)
    {
        _opened.Add(1, Tag(provider));
        if (!wasOpen)
        {
            _open.Add(1, Tag(provider));
        }
    }

    /// <summary>A circuit that was open is closed.</summary>
    public void Closed(string provider) => _open.Add(-1, Tag(provider));

    private static KeyValuePair<string, object?> Tag(string provider) => new("switchboard.model.provider", provider);
}
