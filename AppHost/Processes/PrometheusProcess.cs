using System.Globalization;

namespace AppHost.Processes;

/// <summary><c>prometheus</c>, listening on the loopback address only. What it is to do stands in its folder.</summary>
internal sealed class PrometheusProcess(string name, string folder, int port) : ExecutableResource(name, "/bin/sh", folder)
{
    /// <summary>The package and the program.</summary>
    public const string Program = "prometheus";

    /// <summary>Where it listens.</summary>
    public int Port { get; } = port;

    /// <summary>
    /// One of <see cref="Scripts"/>, followed by its arguments. Asked for when the platform starts, on machines without the program too.
    /// </summary>
    public IReadOnlyList<string> CommandLine =>
        [
            Scripts.Run,
            Programs.Find(Program) ?? Program,
            $"--config.file={Path.Combine(WorkingDirectory, "prometheus.yml")}",
            $"--storage.tsdb.path={Path.Combine(WorkingDirectory, "data")}",
            "--storage.tsdb.retention.time=15d",
            "--storage.tsdb.retention.size=1GB",
            $"--web.listen-address=127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}",
            "--log.level=warn",
        ];
}
