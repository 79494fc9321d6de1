using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Npgsql;
using RabbitMQ.Client;
using StackExchange.Redis;
using Switchboard.Dev;
using Switchboard.Testing;

namespace Chaos.Faults;

/// <summary>The isolated platform and its processes; no other process is ever touched.</summary>
internal sealed class PlatformUnderFire : IAsyncDisposable
{
    private const string UnwrappedControl = "/usr/lib/rabbitmq/bin/rabbitmqctl";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly LoggedPlatform _platform;
    private string _redis = "";
    private string _rabbitMq = "";
    private NpgsqlDataSource? _database;

    /// <summary>Where clients connect.</summary>
    public Uri Gateway => _platform.Gateway;

    /// <summary>Each gateway's own address.</summary>
    public IReadOnlyList<Uri> Gateways => _platform.Gateways;

    /// <summary>The database, as its superuser, who may write whatever the others may.</summary>
    public NpgsqlDataSource Database => _database ?? throw new InvalidOperationException("The platform has not started.");

    public string RedisPort => _redis.Split(',')[0].Split(':')[^1];

    private PlatformUnderFire(string log) => _platform = new LoggedPlatform(log);

    /// <summary>Starts one whose logs go into a file.</summary>
    public static async Task<PlatformUnderFire> StartAsync(string log, CancellationToken cancellationToken)
    {
        var platform = new PlatformUnderFire(log);
        await platform._platform.InitializeAsync();
        platform._redis = await platform.ConnectionStringAsync("redis", cancellationToken);
        platform._rabbitMq = await platform.ConnectionStringAsync("rabbitmq", cancellationToken);
        platform._database = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(await platform.ConnectionStringAsync("switchboard", cancellationToken))
            {
                Options = "-c default_transaction_read_only=off",
                Timeout = 5,
                CommandTimeout = 20,
                MaxPoolSize = 20,
            }.ConnectionString
        );
        return platform;
    }

    /// <summary>The target's process; null while it is down.</summary>
    public int? ProcessOf(Target target) => ProcessOf(target, ProcessTable.Read());

    /// <summary>The target's process with all that it has started.</summary>
    public IReadOnlyList<int> TreeOf(Target target)
    {
        var table = ProcessTable.Read();
        return ProcessOf(target, table) is { } pid ? table.Tree(pid) : [];
    }

    /// <summary>Waits until every process runs and those that were killed have successors; the ones that have none in time.</summary>
    public async Task<IReadOnlyList<Target>> WaitForAllAsync(IReadOnlyDictionary<Target, int> killed, CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var table = ProcessTable.Read();
            var missing = Target
                .All.Where(target => ProcessOf(target, table) is not { } pid || killed.GetValueOrDefault(target) == pid)
                .ToList();
            if (missing.Count == 0 || TimeProvider.System.GetElapsedTime(since) > Patience)
            {
                return missing;
            }

            await Task.Delay(Interval, cancellationToken);
        }
    }

    /// <summary>Waits until the resource says of itself that it is healthy.</summary>
    public async Task WaitForHealthAsync(string resource, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await _platform.Application.ResourceNotifications.WaitForResourceHealthyAsync(resource, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Console.WriteLine($"  {resource} is not healthy after {Patience.TotalSeconds:0} s.");
        }
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Until it succeeds.</summary>
    public async Task InsistAsync(Func<Task> act)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await act();
                return;
            }
            catch (NpgsqlException) when (TimeProvider.System.GetElapsedTime(since) < Patience)
            {
                await Task.Delay(Interval);
            }
        }
    }

    public async Task<ConnectionMultiplexer> ConnectRedisAsync()
    {
        var options = ConfigurationOptions.Parse(_redis);
        options.AllowAdmin = true;
        return await ConnectionMultiplexer.ConnectAsync(options);
    }

    /// <summary>How many messages were put aside.</summary>
    public async Task<uint> CountDeadLettersAsync(CancellationToken cancellationToken)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(_rabbitMq) }.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        return await channel.MessageCountAsync("dead.letters", cancellationToken);
    }

    /// <summary>Runs a command of the broker's own tool; without effect while the broker is down.</summary>
    public async Task ControlBrokerAsync(params string[] command)
    {
        if (ProcessOf(Target.RabbitMq) is not { } pid)
        {
            return;
        }

        var start = new ProcessStartInfo(
            File.Exists(UnwrappedControl) ? UnwrappedControl : "rabbitmqctl",
            ["-q", "--timeout", "10", .. command]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var variable in Environment(pid)
                .Where(v => v.Name is "HOME" or "RABBITMQ_NODENAME" or "ERL_EPMD_PORT" or "RABBITMQ_CONF_ENV_FILE")
        )
        {
            start.Environment[variable.Name] = variable.Value;
        }

        using var control = Process.Start(start)!;
        var errors = control.StandardError.ReadToEndAsync();
        await control.StandardOutput.ReadToEndAsync();
        await control.WaitForExitAsync();
        if (control.ExitCode != 0)
        {
            Console.WriteLine(
                $"  rabbitmqctl {command[0]} ended with {control.ExitCode.ToString(CultureInfo.InvariantCulture)}: {(await errors).Trim()}"
            );
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        await _platform.DisposeAsync();
    }

    private async Task<string> ConnectionStringAsync(string resource, CancellationToken cancellationToken) =>
        await _platform.Application.GetConnectionStringAsync(resource, cancellationToken)
        ?? throw new InvalidOperationException($"{resource} has no connection string.");

    private int? ProcessOf(Target target, ProcessTable table)
    {
        var running = _platform
            .Processes(target.Resource, table)
            .OrderBy(instance => instance.Key)
            .Select(instance => (int?)instance.Value);
        return running.ElementAtOrDefault(target.Instance) is { } pid && IsOurs(pid) ? pid : null;
    }

    /// <summary>Whether the process has this platform's data folder in its surroundings.</summary>
    private bool IsOurs(int pid)
    {
        try
        {
            // Redis writes its title over its environment.
            var directory = File.ResolveLinkTarget($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/cwd", returnFinalTarget: false);
            return Read(pid, "environ").Contains(_platform.DataFolder, StringComparison.Ordinal)
                || directory?.FullName.StartsWith(_platform.DataFolder, StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            // It has ended.
            return false;
        }
    }

    private static IEnumerable<(string Name, string Value)> Environment(int pid) =>
        Read(pid, "environ").Split('\0').Select(v => v.Split('=', 2)).Where(v => v.Length == 2).Select(v => (v[0], v[1]));

    private static string Read(int pid, string file) => File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/{file}");
}
