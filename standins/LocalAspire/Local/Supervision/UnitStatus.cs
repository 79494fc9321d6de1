using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using LocalAspire.Dashboard.Resources;

namespace LocalAspire.Supervision;

/// <summary>One instance of a resource, at one moment.</summary>
internal sealed record UnitStatus
{
    public required IResource Resource { get; init; }

    /// <summary>Unique among all instances; the resource's name, with the replica's number when there are several.</summary>
    public required string InstanceId { get; init; }

    public required string ResourceType { get; init; }

    public string State { get; init; } = KnownResourceStates.NotStarted;

    public ResourceHealth? Health { get; init; }

    /// <summary>What it waits for, why it failed, when it is started again.</summary>
    public string? Message { get; init; }

    public int? Pid { get; init; }

    public int? ExitCode { get; init; }

    public int Restarts { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public ImmutableArray<AllocatedEndpoint> Endpoints { get; init; } = [];

    public ImmutableArray<string> EnvironmentNames { get; init; } = [];

    public bool IsRunning => State == KnownResourceStates.Running;

    public bool IsHealthy => IsRunning && Health is ResourceHealth.Healthy;
}
