using System.Globalization;
using AppHost.Local;

namespace AppHost.Processes;

/// <summary><c>redis-server</c> with an append-only file. The password stands in its configuration, not on its command line.</summary>
internal sealed class RedisProcess(string name, string folder, int port, ParameterResource password)
    : ServerProcess(name, folder, port, password)
{
    private string Configuration => Path.Combine(Folder, "redis.conf");

    /// <inheritdoc />
    public override ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)},password={Password}");

    /// <inheritdoc />
    public override IReadOnlyList<string> CommandLine => [Scripts.Run, Programs.Require("redis-server"), Configuration];

    /// <inheritdoc />
    protected override Task PrepareAsync(string password, CancellationToken cancellationToken)
    {
        PrivateFile.Write(
            Configuration,
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                bind 127.0.0.1
                port {Port}
                dir "{Folder}"
                requirepass {password}
                appendonly yes
                appendfsync everysec
                auto-aof-rewrite-min-size 256mb
                save ""
                daemonize no

                """
            )
        );
        return Task.CompletedTask;
    }
}
