using Npgsql;

namespace Chaos.Faults;

/// <summary>Rows of some sessions are held by somebody else.</summary>
internal sealed record RowLock(TimeSpan Duration) : Fault("row lock", Target.Postgres, Duration)
{
    private const int Most = 4;

    public override async Task StrikeAsync(PlatformUnderFire platform, CancellationToken cancellationToken)
    {
        await using var connection = await platform.Database.OpenConnectionAsync(cancellationToken);
        // Ends with its connection.
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            $"""
            select id from conversations.sessions where status = 'active' order by last_activity_at desc limit {Most}
            for update skip locked
            """,
            connection
        );
        await command.ExecuteNonQueryAsync(cancellationToken);
        await LastAsync(cancellationToken);
    }
}

/// <summary>Nothing can be written, as after a failover.</summary>
internal sealed record ReadOnly(TimeSpan Duration) : Fault("read-only", Target.Postgres, Duration)
{
    public override async Task StrikeAsync(PlatformUnderFire platform, CancellationToken cancellationToken)
    {
        try
        {
            await platform.ExecuteAsync("alter system set default_transaction_read_only = on", cancellationToken);
            await platform.ExecuteAsync("select pg_reload_conf()", cancellationToken);
            await LastAsync(cancellationToken);
        }
        finally
        {
            await platform.InsistAsync(async () =>
            {
                await platform.ExecuteAsync("alter system reset default_transaction_read_only", CancellationToken.None);
                await platform.ExecuteAsync("select pg_reload_conf()", CancellationToken.None);
            });
        }
    }
}

/// <summary>The services' connections are ended, and no other is let in.</summary>
internal sealed record PostgresRefusal(TimeSpan Duration) : Fault("refuse", Target.Postgres, Duration)
{
    private const string EndAll =
        "select pg_terminate_backend(pid) from pg_stat_activity where usename like 'switchboard\\_%' and pid <> pg_backend_pid()";

    public override async Task StrikeAsync(PlatformUnderFire platform, CancellationToken cancellationToken)
    {
        try
        {
            // Superusers are let in all the same.
            await platform.ExecuteAsync("alter database switchboard connection limit 0", cancellationToken);
            await platform.ExecuteAsync(EndAll, cancellationToken);
            await LastAsync(cancellationToken);
        }
        finally
        {
            await platform.InsistAsync(() =>
                platform.ExecuteAsync("alter database switchboard connection limit -1", CancellationToken.None)
            );
        }
    }
}
