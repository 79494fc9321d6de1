using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Npgsql;
using Services.Contracts.Ids;

namespace Services.Orchestrator.Turns;

/// <summary>
/// One worker at a time per session, across processes: PostgreSQL advisory locks, all on one connection of this process. The server frees
/// them the moment the process dies or the connection breaks; then every lease of that connection is lost at once, and says so.
/// Within the process <see cref="SessionQueue"/> sees to it that no session is leased twice. Thread safe.
/// </summary>
internal sealed partial class SessionLeases(NpgsqlDataSource dataSource, TimeProvider time, ILogger<SessionLeases> logger)
    : BackgroundService
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private LockConnection? _connection;

    /// <summary>The lease, or null when another worker has it; asked for together with statements that have to do with it.</summary>
    public async Task<Lease?> TryAcquireAsync(SessionId session, ILeaseStatements statements, CancellationToken cancellationToken)
    {
        var key = KeyOf(session);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _connection ??= new LockConnection(await dataSource.OpenConnectionAsync(cancellationToken));
            // Not cancelled half-way: a lock that was taken without being noted would never be freed.
            return await TryLockAsync(_connection, key, statements) ? _connection.Add(this, key) : null;
        }
        catch (Exception e) when (IsConnectionFault(e))
        {
            await DropConnectionAsync(e);
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _connection?.Connection.Dispose();
        _gate.Dispose();
        base.Dispose();
    }

    /// <summary>Notices a broken connection while nothing is acquired.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ProbeInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await ProbeAsync(stoppingToken);
        }
    }

    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_connection is not null)
            {
                await QueryAsync(_connection, "select $1 is not null", 0);
            }
        }
        catch (Exception e) when (IsConnectionFault(e))
        {
            await DropConnectionAsync(e);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task ReleaseAsync(LockConnection owner, long key)
    {
        await _gate.WaitAsync();
        try
        {
            if (!owner.Remove(key) || owner != _connection)
            {
                return;
            }

            await QueryAsync(owner, "select pg_advisory_unlock($1)", key);
        }
        catch (Exception e) when (IsConnectionFault(e))
        {
            await DropConnectionAsync(e);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task DropConnectionAsync(Exception cause)
    {
        if (_connection is not { } lost)
        {
            return;
        }

        _connection = null;
        LogLost(cause, lost.Count);
        await lost.DisposeAsync();
    }

    private static async Task<bool> TryLockAsync(LockConnection holder, long key, ILeaseStatements statements)
    {
        await using var batch = new NpgsqlBatch(holder.Connection) { Timeout = (int)CommandTimeout.TotalSeconds };
        batch.BatchCommands.Add(statements.Before);
        batch.BatchCommands.Add(
            new("select set_config('orchestrator.lease', case when pg_try_advisory_lock($1) then 'granted' else 'refused' end, true)")
            {
                Parameters = { new() { Value = key } },
            }
        );
        foreach (var statement in statements.After)
        {
            batch.BatchCommands.Add(statement);
        }

        await using var answers = await batch.ExecuteReaderAsync(CancellationToken.None);
        await statements.ReadBeforeAsync(answers);
        await answers.NextResultAsync();
        var isGranted = await answers.ReadAsync() && answers.GetString(0) == "granted";
        await answers.NextResultAsync();
        await statements.ReadAfterAsync(answers);
        return isGranted;
    }

    private static async Task<bool> QueryAsync(LockConnection holder, string sql, long key)
    {
        await using var command = new NpgsqlCommand(sql, holder.Connection) { CommandTimeout = (int)CommandTimeout.TotalSeconds };
        command.Parameters.Add(new() { Value = key });
        return await command.ExecuteScalarAsync(CancellationToken.None) is true;
    }

    /// <summary>After any of these nobody knows which locks the connection still holds.</summary>
    private static bool IsConnectionFault(Exception exception) =>
        exception is NpgsqlException or TimeoutException or InvalidOperationException;

    /// <summary>64 bits of a hash: two sessions that share a key, if ever, merely wait for each other.</summary>
    private static long KeyOf(SessionId session)
    {
        Span<byte> input = stackalloc byte[16];
        session.Value.TryWriteBytes(input, bigEndian: true, out _);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }

    /// <summary>A session that is this worker's alone until disposed.</summary>
    internal sealed class Lease : IAsyncDisposable
    {
        private readonly Func<Task> _release;

        internal Lease(Func<Task> release, CancellationToken lost)
        {
            _release = release;
            Lost = lost;
        }

        /// <summary>Signals that another worker may have the session now.</summary>
        public CancellationToken Lost { get; }

        public async ValueTask DisposeAsync() => await _release();
    }

    private sealed class LockConnection(NpgsqlConnection connection) : IAsyncDisposable
    {
        private readonly ConcurrentDictionary<long, byte> _keys = new();
        private readonly CancellationTokenSource _lost = new();

        public NpgsqlConnection Connection { get; } = connection;

        public int Count => _keys.Count;

        public Lease Add(SessionLeases owner, long key)
        {
            _keys[key] = 0;
            return new Lease(() => owner.ReleaseAsync(this, key), _lost.Token);
        }

        public bool Remove(long key) => _keys.TryRemove(key, out _);

        public async ValueTask DisposeAsync()
        {
            await _lost.CancelAsync();
            await Connection.DisposeAsync();
            _lost.Dispose();
        }
    }

    [LoggerMessage(LogLevel.Warning, "The connection that holds {Count} session leases was lost; their turns stop here.")]
    private partial void LogLost(Exception cause, int count);
}
