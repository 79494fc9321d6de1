using System.Text.Json;
using AppHost.Local;
using Microsoft.Extensions.Hosting;

namespace AppHost.Monitoring;

/// <summary>
/// Keeps the list of what Prometheus scrapes: every replica of every service at the address that its process listens on, since the address
/// of the resource leads to any of them. What was stopped leaves the list; what has crashed stays, as a target that is down.
/// </summary>
/// <param name="notifications">Tells how resources are.</param>
/// <param name="folder">Where the list is.</param>
/// <param name="host">This machine's name, as Prometheus sees it.</param>
internal sealed class ScrapeTargets(ResourceNotificationService notifications, PrometheusFolder folder, string host) : BackgroundService
{
    private readonly SortedDictionary<string, ScrapeTarget> _targets = new(StringComparer.Ordinal);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Write();
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            if (change.Resource is ProjectResource && Note(change.Resource.Name, change.ResourceId, change.Snapshot))
            {
                Write();
            }
        }
    }

    /// <summary>True if the list is another one now.</summary>
    private bool Note(string service, string instance, CustomResourceSnapshot snapshot)
    {
        if (snapshot.State?.Text == KnownResourceStates.Stopping)
        {
            return _targets.Remove(instance);
        }

        if (snapshot.State?.Text != KnownResourceStates.Running || InstanceAddress.Of(snapshot) is not { } address)
        {
            return false;
        }

        var target = new ScrapeTarget([$"{host}:{address.Port}"], new ScrapeLabels(service, instance));
        var isNew = !_targets.TryGetValue(instance, out var known) || known.Targets[0] != target.Targets[0];
        _targets[instance] = target;
        return isNew;
    }

    private void Write() => folder.WriteTargets(JsonSerializer.Serialize(_targets.Values, JsonSerializerOptions.Web));

    private sealed record ScrapeTarget(IReadOnlyList<string> Targets, ScrapeLabels Labels);

    private sealed record ScrapeLabels(string Job, string Instance);
}
