using System.Diagnostics;
using ServiceDefaults.Database;
using ServiceDefaults.Health;

namespace Microsoft.Extensions.Hosting;

/// <summary>Connects a service to the platform's database.</summary>
public static class DatabaseRegistration
{
    /// <summary>
    /// Registers the data source for that connection string. Its spans are named by what the statement does and to which table, and
    /// are written only within a trace: a sweep or a probe in the background is no trace of its own.
    /// </summary>
    public static void AddPlatformDatabase(this IHostApplicationBuilder builder, string connectionName)
    {
        builder.AddNpgsqlDataSource(
            connectionName,
            configureDataSourceBuilder: source =>
                source.ConfigureTracing(tracing =>
                    tracing
                        .ConfigureCommandFilter(_ => Activity.Current is not null)
                        .ConfigureBatchFilter(_ => Activity.Current is not null)
                        .ConfigureCopyOperationFilter(_ => Activity.Current is not null)
                        // Connections are the pool's: whoever comes first opens one, a timer as likely as a turn.
                        .EnablePhysicalOpenTracing(false)
                        .ConfigureCommandSpanNameProvider(command => StatementSummary.Of(command.CommandText))
                        .ConfigureBatchSpanNameProvider(batch =>
                            batch.BatchCommands.Count > 0 ? StatementSummary.Of(batch.BatchCommands[0].CommandText) : null
                        )
                )
        );
        builder.Services.NameHealthCheck("PostgreSql", connectionName);
    }
}
