using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Services.Contracts.Ids;

namespace Services.Conversations.Vault;

/// <summary>
/// Wraps the keys of sessions anew that are wrapped with another secret than the platform's of now, so that the old one can be taken away.
/// Several processes share the work.
/// </summary>
internal sealed partial class VaultKeyRewrapping(
    NpgsqlDataSource dataSource,
    VaultCipher cipher,
    IOptionsMonitor<VaultOptions> options,
    TimeProvider time,
    ILogger<VaultKeyRewrapping> logger
) : BackgroundService
{
    private const int BatchSize = 200;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await SweepAsync(stoppingToken);
                await Task.Delay(options.CurrentValue.RewrapInterval, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (rewrapped, lost) = (0, 0);
            SessionId? after = null;
            do
            {
                (after, var some, var unknown) = await RewrapSomeAsync(after, cancellationToken);
                rewrapped += some;
                lost += unknown;
            } while (after is not null);

            if (rewrapped > 0)
            {
                LogRewrapped(rewrapped);
            }

            if (lost > 0)
            {
                LogLost(lost);
            }
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(failure.Message);
        }
    }

    /// <summary>A batch behind a session; the last session of it, or null when there is none left.</summary>
    private async Task<(SessionId? Last, int Rewrapped, int Lost)> RewrapSomeAsync(SessionId? after, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var old = await TakeAsync(transaction, after, cancellationToken);
        if (old.Count == 0)
        {
            return (null, 0, 0);
        }

        var anew = old.Select(key => (key.Session, Wrapped: cipher.Rewrap(key.Session, key.Wrapped)))
            .Where(static key => key.Wrapped is not null)
            .ToList();
        await using var command = new NpgsqlCommand(
            """
            update conversations.vault_keys set wrapped = anew.wrapped, wrapped_with = $3
            from unnest($1::uuid[], $2::bytea[]) as anew (session_id, wrapped) where vault_keys.session_id = anew.session_id
            """,
            connection,
            transaction
        );
        command.Parameters.Add(new() { Value = anew.Select(static key => key.Session.Value).ToArray() });
        command.Parameters.Add(new() { Value = anew.Select(static key => key.Wrapped!).ToArray() });
        command.Parameters.Add(new() { Value = cipher.KeyName });
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (old[^1].Session, anew.Count, old.Count - anew.Count);
    }

    private async Task<List<(SessionId Session, byte[] Wrapped)>> TakeAsync(
        NpgsqlTransaction transaction,
        SessionId? after,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            """
            select session_id, wrapped from conversations.vault_keys
            where session_id > $1 and wrapped_with is distinct from $2 order by session_id limit $3 for update skip locked
            """,
            transaction.Connection,
            transaction
        );
        command.Parameters.Add(new() { Value = after?.Value ?? Guid.Empty });
        command.Parameters.Add(new() { Value = cipher.KeyName });
        command.Parameters.Add(new() { Value = BatchSize });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var old = new List<(SessionId, byte[])>();
        while (await reader.ReadAsync(cancellationToken))
        {
            old.Add((new(reader.GetGuid(0)), reader.GetFieldValue<byte[]>(1)));
        }

        return old;
    }

    [LoggerMessage(LogLevel.Information, "{Count} keys of sessions are wrapped with the vault's secret of now.")]
    private partial void LogRewrapped(int count);

    [LoggerMessage(
        LogLevel.Error,
        "{Count} keys of sessions are wrapped with a secret that is not known any more: give it as PreviousKey."
    )]
    private partial void LogLost(int count);

    [LoggerMessage(LogLevel.Warning, "Keys of sessions could not be wrapped anew; it is tried again: {Cause}")]
    private partial void LogFailed(string cause);
}
