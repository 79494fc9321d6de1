using System.Globalization;
using AppHost.Local;

namespace AppHost.Processes;

/// <summary>
/// <c>rabbitmq-server</c> with its management console and nothing of the machine's own configuration. Erlang's port mapper would stay
/// behind as a daemon; here the broker has one of its own, on a port of its own.
/// </summary>
internal sealed class RabbitMqProcess(string name, string folder, RabbitMqPorts ports, ParameterResource password)
    : ServerProcess(name, folder, ports.Broker, password)
{
    public const string User = "guest";

    // The distribution's wrapper runs the broker as a system user; the script behind it runs it as whoever calls.
    private const string UnwrappedServer = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    /// <summary>Where the management console listens.</summary>
    public int ManagementPort => ports.Management;

    /// <inheritdoc />
    public override ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"amqp://{User}:{Password}@127.0.0.1:{Text(ports.Broker)}");

    /// <inheritdoc />
    public override IReadOnlyList<string> CommandLine =>
        [
            Scripts.RunRabbitMq,
            PortMapper(),
            Programs.Find("erl") ?? "erl",
            File.Exists(UnwrappedServer) ? UnwrappedServer : Programs.Require("rabbitmq-server"),
        ];

    /// <inheritdoc />
    public override IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>
        {
            ["HOME"] = Folder,
            ["RABBITMQ_NODENAME"] = $"{Name}@localhost",
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(Folder, "rabbitmq-env.conf"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(Folder, "rabbitmq.conf"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(Folder, "enabled_plugins"),
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(Folder, "mnesia"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(Folder, "log"),
            ["RABBITMQ_LOGS"] = "-",
            ["RABBITMQ_DIST_PORT"] = Text(ports.Distribution),
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = Text(ports.Broker),
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-start_epmd false -kernel inet_dist_use_interface {127,0,0,1}",
            ["ERL_EPMD_PORT"] = Text(ports.Mapper),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            // The virtual machine takes the place of the script, as it does under systemd.
            ["RUNNING_UNDER_SYSTEMD"] = "true",
        };

    /// <inheritdoc />
    protected override Task PrepareAsync(string password, CancellationToken cancellationToken)
    {
        PrivateFile.Write(Path.Combine(Folder, "enabled_plugins"), "[rabbitmq_management].\n");
        PrivateFile.Write(Path.Combine(Folder, "rabbitmq-env.conf"), "");
        PrivateFile.Write(
            Path.Combine(Folder, "rabbitmq.conf"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                listeners.tcp.1 = 127.0.0.1:{ports.Broker}
                default_user = {User}
                default_pass = {password}
                log.console = true
                log.console.level = warning
                management.tcp.ip = 127.0.0.1
                management.tcp.port = {ports.Management}
                management_agent.disable_metrics_collector = false

                """
            )
        );
        return Task.CompletedTask;
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static string PortMapper() =>
        Programs.Find("epmd")
        ?? Directory.EnumerateFiles("/usr/lib/erlang", "epmd", SearchOption.AllDirectories).FirstOrDefault()
        ?? throw Programs.Missing("epmd");
}

/// <summary>Where a broker listens.</summary>
internal sealed record RabbitMqPorts(int Broker, int Management, int Distribution, int Mapper);
