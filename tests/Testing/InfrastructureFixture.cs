using AppHost.Local;
using AppHost.Processes;
using AppHost.Stores;
using Npgsql;
using Switchboard.Testing.Servers;
using Xunit;

namespace Switchboard.Testing;

/// <summary>
/// Real servers for one test assembly or class, on random ports, gone with the tests: <c>[assembly:
/// AssemblyFixture(typeof(InfrastructureFixture))]</c>. The derived fixtures start only the server that their name says. Tests share the
/// servers: each takes its own database, keys or queues.
/// </summary>
public class InfrastructureFixture : IAsyncLifetime
{
    private const string Database = "switchboard";

    private readonly string _folder = Directory.CreateTempSubdirectory("switchboard-servers-").FullName;
    private readonly Servers _servers;
    private RunningServer? _redis;
    private RunningServer? _rabbitMq;
    private RunningServer? _postgres;
    private readonly SemaphoreSlim _preparing = new(1, 1);
    private int _databases;

    // One set for all databases of a server: roles are the server's.
    private readonly Dictionary<string, string> _passwords = Roles.ToDictionary(role => role, _ => Guid.NewGuid().ToString("N"));

    /// <summary>The owner of the schemas, and the roles of the services.</summary>
    public static IReadOnlyList<string> Roles { get; } =
    [DatabaseRoles.Owner, .. new[] { "gateway", "orchestrator", "agents", "evals" }.Select(DatabaseRoles.Of)];

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

    private IEnumerable<RunningServer> Started => new[] { _redis, _rabbitMq, _postgres }.OfType<RunningServer>();

    /// <summary>The Redis server, to stop it and start it again.</summary>
    public RunningServer Redis => _redis ?? throw new InvalidOperationException("The fixture has no Redis.");

    /// <summary>The RabbitMQ broker, to stop it.</summary>
    public RunningServer RabbitMq => _rabbitMq ?? throw new InvalidOperationException("The fixture has no RabbitMQ.");

    /// <summary>In StackExchange.Redis' format.</summary>
    public string RedisConnectionString => Redis.ConnectionString;

    /// <summary>An <c>amqp://</c> address.</summary>
    public string RabbitMqConnectionString => RabbitMq.ConnectionString;

    /// <summary>The broker's management interface.</summary>
    public Uri RabbitMqManagement { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>In Npgsql's format; an empty database named <c>switchboard</c>.</summary>
    public string PostgresConnectionString =>
        _postgres is { } postgres
            ? $"{postgres.ConnectionString};Database={Database}"
            : throw new InvalidOperationException("The fixture has no PostgreSQL.");

    /// <inheritdoc />
    public virtual async ValueTask InitializeAsync()
    {
        var local = new LocalState(_folder, isIsolated: true);
        if (_servers.HasFlag(Servers.Redis))
        {
            _redis = new RunningServer(
                new RedisProcess("redis", local.Folder("redis"), local.Ports.Choose("redis", 0), Secret("redis-password")),
                ServerProbes.RedisAsync
            );
        }

        if (_servers.HasFlag(Servers.RabbitMq))
        {
            var ports = new RabbitMqPorts(
                local.Ports.Choose("rabbitmq", 0),
                local.Ports.Choose("rabbitmq-management", 0),
                local.Ports.Choose("rabbitmq-distribution", 0),
                local.Ports.Choose("rabbitmq-mapper", 0)
            );
            RabbitMqManagement = new Uri($"http://127.0.0.1:{ports.Management}");
            _rabbitMq = new RunningServer(
                new RabbitMqProcess("rabbitmq", local.Folder("rabbitmq"), ports, Secret("rabbitmq-password")),
                ServerProbes.RabbitMqAsync
            );
        }

        if (_servers.HasFlag(Servers.Postgres))
        {
            _postgres = new RunningServer(
                new PostgresProcess(
                    "postgres",
                    local.Folder("postgres"),
                    local.Ports.Choose("postgres", 0),
                    Secret("postgres-password"),
                    Database,
                    isDisposable: true
                ),
                ServerProbes.PostgresAsync
            );
        }

        await Task.WhenAll(Started.Select(server => server.StartAsync()));
        if (_postgres is not null)
        {
            await PrepareAsync(PostgresConnectionString, CancellationToken.None);
        }

        ParameterResource Secret(string name) => new(name, _ => local.Secrets.GetOrAdd(name), secret: true);
    }

    /// <summary>An empty database of the caller's own; its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(PostgresConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"create database {name}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        var created = new NpgsqlConnectionStringBuilder(PostgresConnectionString) { Database = name }.ConnectionString;
        await PrepareAsync(created, cancellationToken);
        return created;
    }

    /// <summary>
    /// Settings with which a service uses a database as the platform has it: as its own role, and as the owner while it brings schemas up
    /// to date.
    /// </summary>
    /// <param name="service">For example <c>gateway</c>.</param>
    /// <param name="database">What <see cref="CreateDatabaseAsync"/> has returned; null for the one that all share.</param>
    public IReadOnlyDictionary<string, string?> DatabaseSettings(string service, string? database = null) =>
        new Dictionary<string, string?>
        {
            ["ConnectionStrings:switchboard"] = RoleConnectionString(DatabaseRoles.Of(service), database),
            ["Migrations:ConnectionString"] = RoleConnectionString(DatabaseRoles.Owner, database),
        };

    /// <summary>Connects as one of <see cref="Roles"/>.</summary>
    public string RoleConnectionString(string role, string? database = null) =>
        new NpgsqlConnectionStringBuilder(database ?? PostgresConnectionString)
        {
            Username = role,
            Password = _passwords[role],
        }.ConnectionString;

    /// <summary>Makes the roles in a database as the platform does whenever its server starts.</summary>
    public async Task PrepareAsync(string connectionString, CancellationToken cancellationToken)
    {
        // Roles belong to the server: in two databases at once, PostgreSQL refuses one of the changes.
        await _preparing.WaitAsync(cancellationToken);
        try
        {
            await DatabaseRoles.EnsureAsync(connectionString, _passwords, cancellationToken);
        }
        finally
        {
            _preparing.Release();
        }
    }

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Started.Select(server => server.StopAsync()));
        Directory.Delete(_folder, recursive: true);
        _preparing.Dispose();
        GC.SuppressFinalize(this);
    }
}
