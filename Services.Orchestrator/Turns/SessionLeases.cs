using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Data;
using System.Security.Cryptography;
using Npgsql;
using Services.Contracts.Ids;

namespace Services.Orchestrator.Turns;

/// <summary>
/// One worker at a time per session, across processes: PostgreSQL advisory locks, all on one connection of this process. The server frees
/// them the moment the process dies or the connection breaks; then every lease of that connection is lost at once, and says so within
/// <see cref="LongestUnnoticed"/>, also where the line is silent. The server may know before: what keeps a holder that has not heard yet
/// from writing are the fences of log and checkpoints. Within the process <see cref="SessionQueue"/> sees to it that no session is leased
/// twice. Thread safe.
/// </summary>
internal sealed partial class SessionLeases(NpgsqlDataSource dataSource, TimeProvider time, ILogger<SessionLeases> logger)
    : BackgroundService
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private LockConnection? _connection;
    private Task _closing = Task.CompletedTask;

    /// <summary>From the moment at which the server answers no more to the loss of the leases.</summary>
    public static TimeSpan LongestUnnoticed => ProbeInterval + CommandTimeout;

    /// <summary>The lease, or null when another worker has it; asked for together with statements that have to do with it.</summary>
    public async Task<Lease?> TryAcquireAsync(SessionId session, ILeaseStatements statements, CancellationToken cancellationToken)
    {
        var key = KeyOf(session);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _connection ??= new LockConnection(await dataSource.OpenConnectionAsync(cancellationToken));
            // Not cancelled half-way: a lock that was taken without being noted would never be freed.
            return await RunAsync(_connection, holder => TryLockAsync(holder, key, statements)) ? _connection.Add(this, key) : null;
        }
        catch (InvalidOperationException e)
        {
            // The client's way to say that the connection broke before.
            await DropConnectionAsync(e);
            throw new LeaseLostException(e);
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

    /// <summary>
    /// Waits no longer than for a command until the connections that were lost are closed; else they end with the process.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _closing.WaitAsync(CommandTimeout, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
                await RunAsync(_connection, static holder => QueryAsync(holder, "select $1 is not null", 0));
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

            await RunAsync(owner, holder => QueryAsync(holder, "select pg_advisory_unlock($1)", key));
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
        await lost.LoseAsync();
        _closing = CloseAfterAsync(_closing, lost);
    }

    /// <summary>Closes at once, and completes after the earlier ones, so that one task stands for all.</summary>
    private async Task CloseAfterAsync(Task earlier, LockConnection lost)
    {
        try
        {
            await lost.DisposeAsync();
        }
        catch (Exception failure)
        {
            LogNotClosed(failure);
        }

        await earlier;
    }

    /// <summary>
    /// Runs a command of the connection, and gives up on time. Npgsql's own limit is no such bound: past it, Npgsql first asks the server,
    /// over a connection of its own, to cancel, and on a silent line waits half a minute for that.
    /// </summary>
    private async Task<bool> RunAsync(LockConnection holder, Func<NpgsqlConnection, Task<bool>> command)
    {
        var running = command(holder.Connection);
        holder.LastCommand = running;
        return await running.WaitAsync(CommandTimeout, time);
    }

    private static async Task<bool> TryLockAsync(NpgsqlConnection connection, long key, ILeaseStatements statements)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = (int)CommandTimeout.TotalSeconds };
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

    private static async Task<bool> QueryAsync(NpgsqlConnection connection, string sql, long key)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = (int)CommandTimeout.TotalSeconds };
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

        /// <summary>May still run when its caller has given up on it.</summary>
        public Task LastCommand { get; set; } = Task.CompletedTask;

        public int Count => _keys.Count;

        public Lease Add(SessionLeases owner, long key)
        {
            _keys[key] = 0;
            return new Lease(() => owner.ReleaseAsync(this, key), _lost.Token);
        }

        public bool Remove(long key) => _keys.TryRemove(key, out _);

        public Task LoseAsync() => _lost.CancelAsync();

        /// <summary>
        /// Once its last command has ended. Where the server answers after all, the locks are freed first: the pool would keep them with
        /// the connection.
        /// </summary>
        public async ValueTask DisposeAsync()
        {
            await LastCommand.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _lost.Dispose();
            await using var closing = Connection;
            if (Connection.FullState == ConnectionState.Open)
            {
                await using var free = new NpgsqlCommand("select pg_advisory_unlock_all()", Connection);
                await free.ExecuteNonQueryAsync();
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The connection that holds {Count} session leases was lost; their turns stop here.")]
    private partial void LogLost(Exception cause, int count);

    [LoggerMessage(LogLevel.Debug, "Closing a connection that was lost failed.")]
    private partial void LogNotClosed(Exception failure);
}
