using AppHost.Local;
using AppHost.Processes;

namespace AppHost.Stores;

/// <summary>How the stores and the broker run.</summary>
internal enum StoreKind
{
    /// <summary>As Aspire's own container resources.</summary>
    Container,

    /// <summary>As processes of the operating system's packages.</summary>
    Process,
}

/// <summary>Decides it.</summary>
internal static class StoreKinds
{
    private static readonly string[] Engines = ["docker", "podman"];
    private static readonly TimeSpan EngineTimeout = TimeSpan.FromSeconds(3);

    /// <summary>What the setting says; containers when it says nothing and an engine answers.</summary>
    public static StoreKind Choose(PlatformSettings settings) =>
        settings.Stores switch
        {
            "container" => StoreKind.Container,
            "process" => StoreKind.Process,
            "auto" => HasContainerEngine() ? StoreKind.Container : StoreKind.Process,
            var other => throw new DistributedApplicationException($"--Stores={other} is not understood: container, process or auto."),
        };

    private static bool HasContainerEngine() =>
        Engines.Any(engine =>
            Programs.Find(engine) is { } program && Programs.Succeeds([program, "info", "--format", "{{.ID}}"], EngineTimeout)
        );
}
