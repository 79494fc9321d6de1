namespace LocalAspire.Dashboard.Resources;

/// <summary>One instance (replica) of a resource, at one moment.</summary>
public sealed record ResourceSnapshot
{
    /// <summary>The resource's name in the model, shared by its replicas; equals <c>service.name</c> of its telemetry.</summary>
    public required string Name { get; init; }

    /// <summary>Unique among all instances; safe in a URL. Equals <c>service.instance.id</c> of its telemetry where the resource sends any.</summary>
    public required string InstanceId { get; init; }

    /// <summary>What is shown. Replicas of one resource have different display names.</summary>
    public required string DisplayName { get; init; }

    /// <summary>For example <c>Project</c>, <c>Executable</c>, <c>Redis</c>, <c>PostgresDatabase</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Aspire's words: <c>Waiting</c>, <c>Starting</c>, <c>Running</c>, <c>Stopping</c>, <c>Exited</c>, <c>Finished</c>, <c>FailedToStart</c>, …</summary>
    public required string State { get; init; }

    /// <summary>Null while nothing is known, or when the resource has no health check and is not running.</summary>
    public ResourceHealth? Health { get; init; }

    /// <summary>One sentence for a person: what it waits for, why it failed, when it is started again.</summary>
    public string? Message { get; init; }

    /// <summary>Where it can be reached.</summary>
    public IReadOnlyList<ResourceAddress> Addresses { get; init; } = [];

    /// <summary>The process, if one runs.</summary>
    public int? ProcessId { get; init; }

    /// <summary>The last exit code, once the process has ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>How often it was started again after a crash.</summary>
    public int Restarts { get; init; }

    /// <summary>When the present process was started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Names of the environment variables that were injected. Values are not shown: many are secrets.</summary>
    public IReadOnlyList<string> EnvironmentNames { get; init; } = [];

    /// <summary>Commands that the present state allows.</summary>
    public IReadOnlyList<ResourceCommand> Commands { get; init; } = [];

    /// <summary>The resource that contains it, for example a database's server.</summary>
    public string? Parent { get; init; }
}
