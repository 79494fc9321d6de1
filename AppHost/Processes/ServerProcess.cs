namespace AppHost.Processes;

/// <summary>A store or broker that runs as a process of the operating system's package, listening on the loopback address only.</summary>
internal abstract class ServerProcess(string name, string folder, int port, ParameterResource password)
    : ExecutableResource(name, "/bin/sh", folder),
        IResourceWithConnectionString
{
    public const string Endpoint = "tcp";

    /// <summary>Where it keeps its configuration and its data.</summary>
    public string Folder { get; } = folder;

    /// <summary>Where clients connect.</summary>
    public int Port { get; } = port;

    /// <summary>What opens it.</summary>
    public ParameterResource Password { get; } = password;

    /// <summary>The connection string's value; null before the first start.</summary>
    public string? ConnectionString { get; private set; }

    /// <inheritdoc />
    public abstract ReferenceExpression ConnectionStringExpression { get; }

    /// <summary>One of <see cref="Scripts"/>, followed by its arguments.</summary>
    public abstract IReadOnlyList<string> CommandLine { get; }

    /// <summary>Variables for it.</summary>
    public virtual IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

    /// <summary>Writes configuration and makes what the first start needs; called before every start.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        ConnectionString = await ConnectionStringExpression.GetValueAsync(cancellationToken);
        await PrepareAsync(await Password.GetValueAsync(cancellationToken) ?? "", cancellationToken);
    }

    /// <inheritdoc cref="PrepareAsync(CancellationToken)" />
    protected abstract Task PrepareAsync(string password, CancellationToken cancellationToken);
}
