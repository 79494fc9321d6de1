using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Npgsql;
using Xunit;

namespace Switchboard.Testing;

/// <summary>
/// Real servers for one test assembly or class, on random ports, gone with the tests: <c>[assembly:
/// AssemblyFixture(typeof(InfrastructureFixture))]</c>. The derived fixtures start only the server that their name says. Tests share the
/// servers: each takes its own database, keys or queues.
/// </summary>
public class InfrastructureFixture : IAsyncLifetime
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);

    private readonly Servers _servers;
    private DistributedApplication? _application;
    private int _databases;

    /// <summary>All servers.</summary>
    public InfrastructureFixture()
        : this(Servers.All) { }

    /// <param name="servers">What to start.</param>
    protected InfrastructureFixture(Servers servers) => _servers = servers;

    /// <summary>The servers of a fixture.</summary>
    [Flags]
    protected enum Servers
    {
        /// <summary>None of them.</summary>
        None = 0,

        /// <summary>Redis.</summary>
        Redis = 1,

        /// <summary>RabbitMQ.</summary>
        RabbitMq = 2,

        /// <summary>PostgreSQL.</summary>
        Postgres = 4,

        /// <summary>All of them.</summary>
        All = Redis | RabbitMq | Postgres,
    }

    /// <summary>To look further, for example at process ids.</summary>
    public DistributedApplication Application => _application ?? throw new InvalidOperationException("The fixture is not initialised.");

    /// <summary>In StackExchange.Redis' format.</summary>
    public string RedisConnectionString { get; private set; } = "";

    /// <summary>An <c>amqp://</c> address.</summary>
    public string RabbitMqConnectionString { get; private set; } = "";

    /// <summary>In Npgsql's format; an empty database named <c>switchboard</c>.</summary>
    public string PostgresConnectionString { get; private set; } = "";

    /// <inheritdoc />
    public virtual async ValueTask InitializeAsync()
    {
        using var timeout = new CancellationTokenSource(StartTimeout);
        var builder = DistributedApplicationTestingBuilder.Create();
        var names = Add(builder);
        _application = await builder.BuildAsync(timeout.Token);
        await _application.StartAsync(timeout.Token);
        foreach (var name in names)
        {
            await _application.ResourceNotifications.WaitForResourceHealthyAsync(name, timeout.Token);
        }

        RedisConnectionString = await ConnectionStringAsync(Servers.Redis, "redis");
        RabbitMqConnectionString = await ConnectionStringAsync(Servers.RabbitMq, "rabbitmq");
        PostgresConnectionString = await ConnectionStringAsync(Servers.Postgres, "switchboard");
    }

    /// <summary>An empty database of the caller's own; its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(PostgresConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"create database {name}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new NpgsqlConnectionStringBuilder(PostgresConnectionString) { Database = name }.ConnectionString;
    }

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        if (_application is { } application)
        {
            await application.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private List<string> Add(IDistributedApplicationBuilder builder)
    {
        var names = new List<string>();
        if (_servers.HasFlag(Servers.Redis))
        {
            names.Add(builder.AddRedis("redis").Resource.Name);
        }

        if (_servers.HasFlag(Servers.RabbitMq))
        {
            names.Add(builder.AddRabbitMQ("rabbitmq").WithManagementPlugin().Resource.Name);
        }

        if (_servers.HasFlag(Servers.Postgres))
        {
            names.Add(builder.AddPostgres("postgres").AddDatabase("switchboard").Resource.Name);
        }

        return names;
    }

    private async Task<string> ConnectionStringAsync(Servers server, string name) =>
        _servers.HasFlag(server) ? await Application.GetConnectionStringAsync(name) ?? "" : "";
}
