using EvolveDb;
using EvolveDb.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ServiceDefaults.Migrations;

/// <summary>Applies a <see cref="MigrationSet"/> with Evolve in the phase before hosted services start.</summary>
internal sealed partial class MigrationRunner(
    NpgsqlDataSource source,
    IOptions<MigrationOptions> options,
    MigrationSet set,
    ILogger<MigrationRunner> logger
) : IHostedLifecycleService
{
    private const int LongestCommandSeconds = 120;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using (var path = new NpgsqlCommand($"set search_path to {set.QuotedSchema}, public", connection))
        {
            await path.ExecuteNonQueryAsync(cancellationToken);
        }

        if (await FindAdoptedAsync(connection, cancellationToken) is { } version)
        {
            await MigrateAsync(
                connection,
                adoption =>
                {
                    adoption.SkipNextMigrations = true;
                    adoption.TargetVersion = new EvolveDb.Migration.MigrationVersion(version);
                },
                cancellationToken
            );
        }

        // Evolve holds an advisory lock meanwhile: of replicas that start together one migrates, the others then find nothing left to do.
        await MigrateAsync(connection, static _ => { }, cancellationToken);
        if (IsOwners)
        {
            await GrantAsync(connection, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private bool IsOwners => !string.IsNullOrWhiteSpace(options.Value.ConnectionString);

    /// <summary>
    /// The owner's connection is closed afterwards and stays in no pool: the service goes on with the rights of its own role.
    /// </summary>
    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (!IsOwners)
        {
            return await source.OpenConnectionAsync(cancellationToken);
        }

        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(options.Value.ConnectionString) { Pooling = false }.ConnectionString
        );
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>One after the other, since PostgreSQL refuses two grants on the same table at the same time.</summary>
    private async Task GrantAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await set.ReadGrantsAsync(cancellationToken) is not { } grants)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new NpgsqlBatchCommand("select pg_advisory_xact_lock(hashtext('grants'))"), new NpgsqlBatchCommand(grants) },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Evolve reads synchronously, its constructor too, which asks for the server's version. On a thread of the pool: where sockets
    /// complete inline, as in the gateway, this may be the one that would bring Evolve its answer.
    /// </summary>
    private Task MigrateAsync(NpgsqlConnection connection, Action<Evolve> configure, CancellationToken cancellationToken) =>
        Task.Run(
            () =>
            {
                var evolve = Create(connection);
                configure(evolve);
                evolve.Migrate();
            },
            cancellationToken
        );

    private Evolve Create(NpgsqlConnection connection) =>
        new(connection, message => LogProgress(set.Schema, message))
        {
            Schemas = [set.Schema],
            MetadataTableName = MigrationSet.MetadataTable,
            EmbeddedResourceAssemblies = [set.Assembly],
            EmbeddedResourceFilters = [set.ResourcePrefix],
            TransactionMode = TransactionKind.CommitEach,
            CommandTimeout = LongestCommandSeconds,
            IsEraseDisabled = true,
        };

    /// <summary>
    /// The last file that was applied before Evolve kept the record, if it has none yet: those before it are noted as applied and not run.
    /// </summary>
    private async Task<string?> FindAdoptedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select to_regclass($1 || '.migrations') is not null and to_regclass($1 || '.' || $2) is null",
            connection
        )
        {
            Parameters =
            {
                new() { Value = set.Schema },
                new() { Value = MigrationSet.MetadataTable },
            },
        };
        if (await command.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return null;
        }

        await using var last = new NpgsqlCommand($"select max(split_part(name, '_', 1)) from {set.QuotedSchema}.migrations", connection);
        return await last.ExecuteScalarAsync(cancellationToken) as string;
    }

    [LoggerMessage(LogLevel.Debug, "Schema {Schema}: {Message}")]
    private partial void LogProgress(string schema, string message);
}
