using Aspire.Hosting.ApplicationModel;
using Npgsql;

namespace LocalAspire.Health;

/// <summary>Opens a connection and asks for a row.</summary>
internal sealed class PostgresHealthProbe(IResourceWithConnectionString resource) : IHealthProbe
{
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var connectionString = await resource.GetConnectionStringAsync(cancellationToken);
        if (resource is PostgresServerResource)
        {
            connectionString += ";Database=postgres";
        }

        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false;Timeout=3");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT 1", connection);
        await command.ExecuteScalarAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
