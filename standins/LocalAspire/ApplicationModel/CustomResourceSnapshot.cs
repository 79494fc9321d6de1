using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An instance of a resource at one moment.</summary>
public sealed record CustomResourceSnapshot
{
    /// <summary>For example <c>Project</c>.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Further facts; names in <see cref="KnownProperties"/>.</summary>
    public required ImmutableArray<ResourcePropertySnapshot> Properties { get; init; }

    /// <summary>When the present process was started.</summary>
    public DateTime? StartTimeStamp { get; init; }

    /// <summary>One of <see cref="KnownResourceStates"/>.</summary>
    public ResourceStateSnapshot? State { get; init; }

    /// <summary>The last exit code, once the process has ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What the health checks say; null until it runs.</summary>
    public HealthStatus? HealthStatus { get; init; }

    /// <summary>Where it can be reached.</summary>
    public ImmutableArray<UrlSnapshot> Urls { get; init; } = [];
}

/// <summary>A state.</summary>
/// <param name="Text">One of <see cref="KnownResourceStates"/>.</param>
/// <param name="Style">How a dashboard shows it.</param>
public sealed record ResourceStateSnapshot(string Text, string? Style);

/// <summary>A fact.</summary>
/// <param name="Name">One of <see cref="KnownProperties"/>.</param>
/// <param name="Value">Its value.</param>
public sealed record ResourcePropertySnapshot(string Name, object? Value);

/// <summary>An address.</summary>
/// <param name="Name">The endpoint's name.</param>
/// <param name="Url">Absolute.</param>
/// <param name="IsInternal">Not meant for people.</param>
public sealed record UrlSnapshot(string? Name, string Url, bool IsInternal);

/// <summary>A change of an instance.</summary>
public sealed class ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
{
    /// <summary>The resource in the model.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>The instance.</summary>
    public string ResourceId { get; } = resourceId;

    /// <summary>As it is after the change.</summary>
    public CustomResourceSnapshot Snapshot { get; } = snapshot;
}
