using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using LocalAspire.Data;
using LocalAspire.Ports;
using LocalAspire.Processes;

namespace LocalAspire.Recipes;

/// <summary>
/// Runs <c>rabbitmq-server</c> with nothing of the machine's own configuration. Erlang's port mapper would stay behind as a daemon; here the
/// broker gets one of its own, in its process group and on a port of its own.
/// </summary>
internal sealed class RabbitMqRecipe(RabbitMQServerResource resource) : IProcessRecipe
{
    public const string DistributionEndpoint = "distribution";
    public const string PortMapperEndpoint = "epmd";

    // Its management plugin alone takes five seconds to stop.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(12);

    // The distribution's wrapper runs the broker as a system user; the script behind it runs it as whoever calls.
    private const string UnwrappedServer = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    private const string Script = """epmd="$1"; shift; "$epmd" & exec "$@" """;

    public string ResourceType => "RabbitMQ";

    public async Task<LaunchPlan> PrepareAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        var plugins = Path.Combine(context.Folder, "enabled_plugins");
        var configuration = Path.Combine(context.Folder, "rabbitmq.conf");
        var management = context.Endpoints.GetValueOrDefault(RabbitMQServerResource.ManagementEndpointName);
        PrivateFile.Write(plugins, management is null ? "[].\n" : "[rabbitmq_management].\n");
        PrivateFile.Write(configuration, await ConfigureAsync(context, management, cancellationToken));
        PrivateFile.Write(Path.Combine(context.Folder, "rabbitmq-env.conf"), "");

        return new LaunchPlan
        {
            FileName = "/bin/sh",
            Arguments = ["-c", Script, "rabbitmq", PortMapper(), File.Exists(UnwrappedServer) ? UnwrappedServer : Programs.Require("rabbitmq-server")],
            WorkingDirectory = context.Folder,
            StopSignal = context.Settings.Isolated ? Signal.Kill : Signal.Terminate,
            Grace = Grace,
            Environment = new Dictionary<string, string>(context.Environment)
            {
                ["HOME"] = context.Folder,
                ["RABBITMQ_NODENAME"] = $"{resource.Name}@localhost",
                ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(context.Folder, "rabbitmq-env.conf"),
                ["RABBITMQ_CONFIG_FILE"] = configuration,
                ["RABBITMQ_ENABLED_PLUGINS_FILE"] = plugins,
                ["RABBITMQ_MNESIA_BASE"] = Path.Combine(context.Folder, "mnesia"),
                ["RABBITMQ_LOG_BASE"] = Path.Combine(context.Folder, "log"),
                ["RABBITMQ_LOGS"] = "-",
                ["RABBITMQ_DIST_PORT"] = Port(context, DistributionEndpoint),
                ["RABBITMQ_NODE_IP_ADDRESS"] = PortAllocator.Loopback,
                ["RABBITMQ_NODE_PORT"] = Port(context, RabbitMQServerResource.PrimaryEndpointName),
                ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-start_epmd false -kernel inet_dist_use_interface {127,0,0,1}",
                ["ERL_EPMD_PORT"] = Port(context, PortMapperEndpoint),
                ["ERL_EPMD_ADDRESS"] = PortAllocator.Loopback,
                // The virtual machine takes the place of the script, as it does under systemd.
                ["RUNNING_UNDER_SYSTEMD"] = "true",
            },
        };
    }

    private async Task<string> ConfigureAsync(LaunchContext context, AllocatedEndpoint? management, CancellationToken cancellationToken)
    {
        var user = await resource.UserNameReference.GetValueAsync(cancellationToken);
        var password = await resource.PasswordParameter.GetValueAsync(cancellationToken);
        var console = management is null
            ? ""
            : string.Create(CultureInfo.InvariantCulture,
                $"""
                management.tcp.ip = {PortAllocator.Loopback}
                management.tcp.port = {management.Port}
                management_agent.disable_metrics_collector = false

                """);
        return string.Create(CultureInfo.InvariantCulture,
            $"""
            listeners.tcp.1 = {PortAllocator.Loopback}:{Port(context, RabbitMQServerResource.PrimaryEndpointName)}
            default_user = {user}
            default_pass = {password}
            log.console = true
            log.console.level = warning
            {console}
            """);
    }

    private static string Port(LaunchContext context, string endpoint) => context.Endpoints[endpoint].Port.ToString(CultureInfo.InvariantCulture);

    private static string PortMapper() =>
        Programs.Find("epmd") ?? Directory.EnumerateFiles("/usr/lib/erlang", "epmd", SearchOption.AllDirectories).FirstOrDefault()
        ?? throw new ProgramMissingException("epmd");
}
