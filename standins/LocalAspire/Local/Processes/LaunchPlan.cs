using Aspire.Hosting.ApplicationModel;

namespace LocalAspire.Processes;

/// <summary>How a process is started and ended.</summary>
internal sealed record LaunchPlan
{
    /// <summary>Looked for on the PATH when it has no folder.</summary>
    public required string FileName { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public required string WorkingDirectory { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Asks the process to end in good order.</summary>
    public Signal StopSignal { get; init; } = Signal.Terminate;

    /// <summary>How long it has before it and all its descendants are killed. Default: 6 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Ends it at once, but with its own helper processes; for when nobody is left who waits.</summary>
    public Signal OrphanSignal { get; init; } = Signal.Terminate;

    /// <summary>The stop signal goes to the whole process group: for launchers that do not pass it on.</summary>
    public bool SignalsGroup { get; init; }
}

/// <summary>What a recipe may need to know.</summary>
/// <param name="Resource">The resource that starts.</param>
/// <param name="InstanceId">Unique among all instances.</param>
/// <param name="Replica">From 0.</param>
/// <param name="Endpoints">Those of this replica, by name.</param>
/// <param name="Environment">Injected variables.</param>
/// <param name="Arguments">Injected arguments.</param>
/// <param name="Folder">Where this instance keeps its state.</param>
/// <param name="Settings">Of the application.</param>
/// <param name="Log">Adds a line to the instance's console.</param>
internal sealed record LaunchContext(
    IResource Resource,
    string InstanceId,
    int Replica,
    IReadOnlyDictionary<string, AllocatedEndpoint> Endpoints,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<string> Arguments,
    string Folder,
    LocalSettings Settings,
    Action<string> Log)
{
    /// <summary>Where the process is to listen for an endpoint.</summary>
    public string BindAddress(AllocatedEndpoint endpoint) => endpoint.Endpoint.IsExternal ? Settings.BindAddress : endpoint.Address;
}
