using Aspire.Hosting.ApplicationModel;
using LocalAspire.Dashboard.Resources;
using LocalAspire.Health;
using Npgsql;

namespace LocalAspire.Supervision;

/// <summary>A database: created once its server is healthy, then watched.</summary>
internal sealed class DatabaseUnit(StatusBoard board, PostgresDatabaseResource database, TimeProvider time) : Unit(board, database.Name)
{
    private const int Attempts = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public override void Kill()
    {
    }

    protected override async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await Dependencies.WaitAsync(database, Board, message => Report(s => s with { State = KnownResourceStates.Waiting, Message = message }), stop);
            Report(s => s with { State = KnownResourceStates.Starting, Message = null });
            await CreateAsync(stop);
            Report(s => s with { State = KnownResourceStates.Running, StartedAt = time.GetUtcNow() });
            await new HealthMonitor([new PostgresHealthProbe(database)], time).RunAsync(
                reason => Report(s => s with { Health = reason is null ? ResourceHealth.Healthy : ResourceHealth.Unhealthy, Message = reason }), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop before it was there.
        }
        catch (NpgsqlException exception)
        {
            Report(s => s with { State = KnownResourceStates.FailedToStart, Health = null, Message = exception.Message });
            return;
        }

        Report(s => s with { State = KnownResourceStates.Exited, Health = null, Message = null });
    }

    private async Task CreateAsync(CancellationToken stop)
    {
        var server = await database.Parent.ConnectionStringExpression.GetValueAsync(stop);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(server + ";Database=postgres;Pooling=false");
                await connection.OpenAsync(stop);
                await using var command = new NpgsqlCommand($"CREATE DATABASE \"{database.DatabaseName.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", connection);
                await command.ExecuteNonQueryAsync(stop);
                return;
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.DuplicateDatabase)
            {
                return;
            }
            catch (NpgsqlException) when (attempt < Attempts)
            {
                await Task.Delay(Pause, time, stop);
            }
        }
    }
}
