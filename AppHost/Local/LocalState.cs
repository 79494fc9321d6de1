namespace AppHost.Local;

/// <summary>What a run of the platform finds on this machine and leaves there: folders, ports and secrets.</summary>
internal sealed class LocalState
{
    public LocalState(string dataFolder, bool isIsolated)
    {
        Root = PrivateFile.Folder(dataFolder);
        IsIsolated = isIsolated;
        Ports = new Ports(Root, isIsolated);
        Secrets = new Secrets(Root);
    }

    /// <summary>The folder that holds everything.</summary>
    public string Root { get; }

    /// <summary>Ports are random, and servers need not keep their data through a power cut.</summary>
    public bool IsIsolated { get; }

    public Ports Ports { get; }

    public Secrets Secrets { get; }

    /// <summary>A folder for one resource.</summary>
    public string Folder(string name) => PrivateFile.Folder(Path.Combine(Root, name));
}
