using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LocalAspire.Data;
using LocalAspire.Ports;
using LocalAspire.Processes;

namespace LocalAspire.Recipes;

/// <summary>Runs <c>postgres</c>; makes its cluster at the first start. The server refuses to be root: see <see cref="PostgresIdentity"/>.</summary>
internal sealed class PostgresRecipe(PostgresServerResource resource) : IProcessRecipe
{
    private static readonly string[] Fast = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"];

    public string ResourceType => "Postgres";

    public async Task<LaunchPlan> PrepareAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        var programs = FindPrograms();
        var identity = PostgresIdentity.Choose(context.Folder, context.Log);
        var cluster = Path.Combine(identity.Folder, "cluster");
        if (!File.Exists(Path.Combine(cluster, "PG_VERSION")))
        {
            await CreateClusterAsync(programs, cluster, identity, context, cancellationToken);
        }

        identity.Own(cluster);
        return identity.Apply(new LaunchPlan
        {
            FileName = Path.Combine(programs, "postgres"),
            Arguments =
            [
                "-D", cluster,
                "-p", context.Endpoints[PostgresServerResource.PrimaryEndpointName].Port.ToString(CultureInfo.InvariantCulture),
                "-c", $"listen_addresses={PortAllocator.Loopback}",
                "-c", "unix_socket_directories=",
                "-c", "max_connections=300",
                "-c", "log_min_messages=warning",
                .. context.Settings.Isolated ? Fast : [],
            ],
            WorkingDirectory = "/",
            Environment = context.Environment,
            StopSignal = context.Settings.Isolated ? Signal.Quit : Signal.Interrupt,
            OrphanSignal = Signal.Quit,
        });
    }

    private async Task CreateClusterAsync(
        string programs, string cluster, PostgresIdentity identity, LaunchContext context, CancellationToken cancellationToken)
    {
        if (Directory.Exists(cluster))
        {
            // What an interrupted start left behind; a cluster with its version file is never touched.
            Directory.Delete(cluster, recursive: true);
        }

        var password = Path.Combine(identity.Folder, "initial-password");
        PrivateFile.Write(password, (await resource.PasswordParameter.GetValueAsync(cancellationToken))!);
        identity.Own(password);
        try
        {
            var plan = identity.Apply(new LaunchPlan
            {
                FileName = Path.Combine(programs, "initdb"),
                Arguments =
                [
                    "-D", cluster, "-U", (await resource.UserNameReference.GetValueAsync(cancellationToken))!, $"--pwfile={password}",
                    "--auth=scram-sha-256", "--encoding=UTF8", "--no-locale", "--no-sync",
                ],
                WorkingDirectory = "/",
            });
            if (await Tool.RunAsync(plan, context.Log, cancellationToken) is var code and not 0)
            {
                throw new DistributedApplicationException(string.Create(CultureInfo.InvariantCulture, $"initdb ended with exit code {code}; its output is in the log."));
            }
        }
        finally
        {
            File.Delete(password);
        }
    }

    /// <summary>The folder of <c>initdb</c> and <c>postgres</c>: those on the PATH, otherwise the newest that Debian installed.</summary>
    private static string FindPrograms()
    {
        if (Programs.Find("postgres") is { } server && Programs.Find("initdb") is { } initdb && Path.GetDirectoryName(server) == Path.GetDirectoryName(initdb))
        {
            return Path.GetDirectoryName(server)!;
        }

        const string Debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(Debian) ? Directory.GetDirectories(Debian) : [];
        return versions
            .Where(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _) && File.Exists(Path.Combine(folder, "bin", "initdb")))
            .OrderByDescending(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))
            .Select(folder => Path.Combine(folder, "bin"))
            .FirstOrDefault() ?? throw new ProgramMissingException("postgres");
    }
}
