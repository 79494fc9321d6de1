using System.Runtime.CompilerServices;
using LocalAspire.Dashboard.Resources;
using LocalAspire.Supervision;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Tells what happens to the instances of the resources. Thread-safe.</summary>
public sealed class ResourceNotificationService
{
    private readonly StatusBoard _board;

    internal ResourceNotificationService(StatusBoard board) => _board = board;

    /// <summary>The present state of every instance, then each change.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var status in _board.WatchAsync(cancellationToken))
        {
            yield return ToEvent(status);
        }
    }

    /// <summary>The present state of an instance.</summary>
    public bool TryGetCurrentState(string resourceId, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        resourceEvent = _board.Find(resourceId) is { } status ? ToEvent(status) : null;
        return resourceEvent is not null;
    }

    /// <summary>Returns once an instance of the resource is in the state.</summary>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, e => e.Snapshot.State?.Text == (targetState ?? KnownResourceStates.Running), cancellationToken);

    /// <summary>Returns once an event of the resource meets the condition.</summary>
    public async Task<ResourceEvent> WaitForResourceAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        await foreach (var resourceEvent in WatchAsync(cancellationToken))
        {
            if (string.Equals(resourceEvent.Resource.Name, resourceName, StringComparison.OrdinalIgnoreCase) && predicate(resourceEvent))
            {
                return resourceEvent;
            }
        }

        throw new OperationCanceledException(cancellationToken);
    }

    /// <summary>
    /// Returns once every instance of the resource is healthy. One that cannot be started ends the wait with a
    /// <see cref="DistributedApplicationException"/> that says why.
    /// </summary>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default)
    {
        UnitStatus? last = null;
        await _board.WaitAsync(statuses =>
        {
            var instances = statuses.Where(s => string.Equals(s.Resource.Name, resourceName, StringComparison.OrdinalIgnoreCase)).ToList();
            if (instances.Find(s => s.State == KnownResourceStates.FailedToStart) is { } failed)
            {
                throw new DistributedApplicationException($"'{failed.InstanceId}' failed to start: {failed.Message}");
            }

            last = instances.Count > 0 ? instances[^1] : null;
            return last is not null && instances.TrueForAll(s => s.IsHealthy);
        }, cancellationToken);
        return ToEvent(last!);
    }

    private static ResourceEvent ToEvent(UnitStatus status) => new(status.Resource, status.InstanceId, new CustomResourceSnapshot
    {
        ResourceType = status.ResourceType,
        State = new ResourceStateSnapshot(status.State, null),
        HealthStatus = status.Health switch
        {
            ResourceHealth.Healthy => HealthStatus.Healthy,
            ResourceHealth.Degraded => HealthStatus.Degraded,
            ResourceHealth.Unhealthy => HealthStatus.Unhealthy,
            _ => null,
        },
        ExitCode = status.ExitCode,
        StartTimeStamp = status.StartedAt?.UtcDateTime,
        Urls = [.. status.Endpoints.Select(e => new UrlSnapshot(e.Endpoint.Name, e.UriString, !e.Endpoint.IsExternal))],
        Properties =
        [
            new ResourcePropertySnapshot(KnownProperties.Resource.DisplayName, status.InstanceId),
            new ResourcePropertySnapshot(KnownProperties.Executable.Pid, status.Pid),
        ],
    });
}
