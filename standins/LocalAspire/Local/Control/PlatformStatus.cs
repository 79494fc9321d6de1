using LocalAspire.Dashboard.Resources;
using LocalAspire.Supervision;

namespace LocalAspire.Control;

/// <summary>What <c>./dev status --json</c> prints.</summary>
/// <param name="Addresses">Of what people use, by the resource's name; of several replicas, those after the first by name and number.</param>
/// <param name="Resources">All instances.</param>
internal sealed record PlatformStatus(IReadOnlyDictionary<string, string> Addresses, IReadOnlyList<InstanceStatus> Resources)
{
    public static PlatformStatus Of(Platform platform, StatusBoard board)
    {
        var addresses = new Dictionary<string, string>();
        foreach (var status in board.All)
        {
            var external = status.Endpoints.FirstOrDefault(e => e.Endpoint.IsExternal);
            if (external is not null && !addresses.TryAdd(status.Resource.Name, external.UriString))
            {
                addresses[status.InstanceId] = external.UriString;
            }
        }

        if (platform.Dashboard is { } dashboard)
        {
            addresses["dashboard"] = dashboard.LoginUrl.AbsoluteUri;
        }

        return new PlatformStatus(addresses, [.. board.All.Select(InstanceStatus.Of)]);
    }

    /// <summary>Why the platform will not become healthy; null as long as it may.</summary>
    public static string? Failure(IReadOnlyList<UnitStatus> statuses) =>
        statuses.FirstOrDefault(s => s.State == Aspire.Hosting.ApplicationModel.KnownResourceStates.FailedToStart) is { } failed
            ? $"{failed.InstanceId} failed to start: {failed.Message}"
            : null;
}

/// <summary>One instance of a resource.</summary>
/// <param name="Name">The resource's name, with the replica's number when there are several.</param>
/// <param name="State">Aspire's word.</param>
/// <param name="Health"><c>Healthy</c>, <c>Unhealthy</c> or null while nothing is known.</param>
/// <param name="Pid">Null when no process runs.</param>
internal sealed record InstanceStatus(string Name, string State, string? Health, int? Pid)
{
    public static InstanceStatus Of(UnitStatus status) => new(status.InstanceId, status.State, Text(status.Health), status.Pid);

    private static string? Text(ResourceHealth? health) => health?.ToString();
}
