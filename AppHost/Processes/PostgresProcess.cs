using System.Globalization;
using AppHost.Local;

namespace AppHost.Processes;

/// <summary>
/// <c>postgres</c>; its cluster, with the platform's database, is made before the first start. The server refuses to be root: see
/// <see cref="PostgresUser"/>.
/// </summary>
internal sealed class PostgresProcess(string name, string folder, int port, ParameterResource password, string database, bool isDisposable)
    : ServerProcess(name, folder, port, password)
{
    private const string Owner = "postgres";

    // A test's data need not survive a power cut. What is committed outlives the server's own end, which tests bring about.
    private static readonly string[] Disposable = ["-c", "fsync=off", "-c", "full_page_writes=off"];

    private readonly PostgresUser _user = PostgresUser.For(folder);

    /// <inheritdoc />
    public override ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"{AddressExpression};Username={Owner};Password={Password}");

    /// <summary>Where it is, without a role.</summary>
    public ReferenceExpression AddressExpression =>
        ReferenceExpression.Create($"Host=127.0.0.1;Port={Port.ToString(CultureInfo.InvariantCulture)}");

    /// <inheritdoc />
    public override IReadOnlyList<string> CommandLine =>
        [
            Scripts.RunInterruptible,
            .. _user.Prefix,
            Path.Combine(FindPrograms(), "postgres"),
            "-D",
            Cluster,
            "-p",
            Port.ToString(CultureInfo.InvariantCulture),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "max_connections=300",
            "-c",
            "log_min_messages=warning",
            .. isDisposable ? Disposable : [],
        ];

    private string Cluster => Path.Combine(_user.Folder, "cluster");

    /// <inheritdoc />
    protected override Task PrepareAsync(string password, CancellationToken cancellationToken) =>
        File.Exists(Path.Combine(Cluster, "PG_VERSION")) ? Task.CompletedTask : CreateClusterAsync(password, cancellationToken);

    private async Task CreateClusterAsync(string password, CancellationToken cancellationToken)
    {
        // What an interrupted start left behind; a cluster with its version file is never touched.
        var next = $"{Cluster}.new";
        foreach (var remains in new[] { Cluster, next }.Where(Directory.Exists))
        {
            Directory.Delete(remains, recursive: true);
        }

        var secret = Path.Combine(_user.Folder, "initial-password");
        PrivateFile.Write(secret, password);
        _user.Own(secret);
        try
        {
            var programs = FindPrograms();
            await RunAsync(
                [
                    Path.Combine(programs, "initdb"),
                    "-D",
                    next,
                    "-U",
                    Owner,
                    $"--pwfile={secret}",
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--no-locale",
                    "--no-sync",
                ],
                cancellationToken
            );
            await RunAsync(
                [
                    "/bin/sh",
                    "-c",
                    "echo \"create database $1\" | \"$2\" --single -D \"$3\" postgres",
                    "sh",
                    database,
                    Path.Combine(programs, "postgres"),
                    next,
                ],
                cancellationToken
            );
            Directory.Move(next, Cluster);
        }
        finally
        {
            File.Delete(secret);
        }
    }

    private async Task RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var (code, output) = await Programs.RunAsync([.. _user.Prefix, .. command], cancellationToken);
        if (code != 0)
        {
            throw new DistributedApplicationException($"{Path.GetFileName(command[0])} ended with exit code {code}: {output}");
        }
    }

    /// <summary>The folder of <c>initdb</c> and <c>postgres</c>: those on the PATH, otherwise the newest that Debian installed.</summary>
    private static string FindPrograms()
    {
        if (
            Programs.Find("postgres") is { } server
            && Programs.Find("initdb") is { } initdb
            && Path.GetDirectoryName(server) == Path.GetDirectoryName(initdb)
        )
        {
            return Path.GetDirectoryName(server)!;
        }

        const string Debian = "/usr/lib/postgresql";
        return (Directory.Exists(Debian) ? Directory.GetDirectories(Debian) : [])
                .Where(version => int.TryParse(Path.GetFileName(version), CultureInfo.InvariantCulture, out _))
                .OrderByDescending(version => int.Parse(Path.GetFileName(version), CultureInfo.InvariantCulture))
                .Select(version => Path.Combine(version, "bin"))
                .FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
            ?? throw Programs.Missing("postgres");
    }
}
