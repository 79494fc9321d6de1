using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Npgsql;
using StackExchange.Redis;
using Switchboard.Dev;
using Switchboard.Testing;

namespace Chaos.Faults;

/// <summary>The isolated platform and its processes; no other process is ever touched.</summary>
internal sealed class PlatformUnderFire : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly LoggedPlatform _platform;
    private string _redis = "";
    private NpgsqlDataSource? _database;

    /// <summary>Where clients connect.</summary>
    public Uri Gateway => _platform.Gateway;

    /// <summary>Each gateway's own address.</summary>
    public IReadOnlyList<Uri> Gateways => _platform.Gateways;

    /// <summary>The database, as its superuser, who may write whatever the others may.</summary>
    public NpgsqlDataSource Database => _database ?? throw new InvalidOperationException("The platform has not started.");

    /// <summary>The broker.</summary>
    public BrokerControl Broker
    {
        get => field ?? throw new InvalidOperationException("The platform has not started.");
        private set;
    }

    public string RedisPort => _redis.Split(',')[0].Split(':')[^1];

    private PlatformUnderFire(string log) => _platform = new LoggedPlatform(log);

    /// <summary>Starts one whose logs go into a file.</summary>
    public static async Task<PlatformUnderFire> StartAsync(string log, CancellationToken cancellationToken)
    {
        var platform = new PlatformUnderFire(log);
        await platform._platform.InitializeAsync();
        platform._redis = await platform.ConnectionStringAsync("redis", cancellationToken);
        platform.Broker = new BrokerControl(
            await platform.ConnectionStringAsync("rabbitmq", cancellationToken),
            () => platform.ProcessOf(Target.RabbitMq)
        );
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

    private static string Read(int pid, string file) => File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/{file}");
}
