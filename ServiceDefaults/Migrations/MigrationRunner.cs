using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ServiceDefaults.Migrations;

/// <summary>Applies a <see cref="MigrationSet"/> in the phase before hosted services start.</summary>
internal sealed class MigrationRunner(NpgsqlDataSource source, MigrationSet set) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);

        // Replicas start together: one migrates, the others wait here and then find nothing left to do.
        await ExecuteAsync(connection, null, "select pg_advisory_lock(hashtext('switchboard.migrations'))", cancellationToken);
        try
        {
            await MigrateAsync(connection, cancellationToken);
        }
        finally
        {
            await ExecuteAsync(connection, null, "select pg_advisory_unlock(hashtext('switchboard.migrations'))", CancellationToken.None);
        }
    }

    private async Task MigrateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var schema = new NpgsqlCommandBuilder().QuoteIdentifier(set.Schema);
        await ExecuteAsync(
            connection,
            null,
            $"""
            create schema if not exists {schema};
            create table if not exists {schema}.migrations
              (name text primary key, checksum text not null, applied_at timestamptz not null default now());
            """,
            cancellationToken
        );

        var applied = await ReadAppliedAsync(connection, schema, cancellationToken);
        foreach (var migration in set.Read())
        {
            if (applied.TryGetValue(migration.Name, out var checksum))
            {
                if (checksum != migration.Checksum)
                {
                    throw new InvalidOperationException(
                        $"Migration {set.Schema}/{migration.Name} was changed after it had been applied; add a new one instead."
                    );
                }

                continue;
            }

            await ApplyAsync(connection, schema, migration, cancellationToken);
        }
    }

    private static async Task<Dictionary<string, string>> ReadAppliedAsync(
        NpgsqlConnection connection,
        string schema,
        CancellationToken cancellationToken
    )
    {
        var applied = new Dictionary<string, string>();
        await using var command = new NpgsqlCommand($"select name, checksum from {schema}.migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            applied.Add(reader.GetString(0), reader.GetString(1));
        }

        return applied;
    }

    private static async Task ApplyAsync(
        NpgsqlConnection connection,
        string schema,
        Migration migration,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, transaction, $"set local search_path to {schema}, public", cancellationToken);
        await ExecuteAsync(connection, transaction, migration.Sql, cancellationToken);
        await using var command = new NpgsqlCommand(
            $"insert into {schema}.migrations (name, checksum) values ($1, $2)",
            connection,
            transaction
        )
        {
            Parameters =
            {
                new() { Value = migration.Name },
                new() { Value = migration.Checksum },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction? transaction,
        string sql,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
