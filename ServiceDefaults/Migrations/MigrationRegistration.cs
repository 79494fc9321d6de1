using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using ServiceDefaults.Migrations;

namespace Microsoft.Extensions.Hosting;

/// <summary>Brings a service's schema up to date before the service starts.</summary>
public static class MigrationRegistration
{
    /// <summary>
    /// Applies the SQL files embedded in <paramref name="assembly"/> under <paramref name="resourcePrefix"/>, in the order of their names,
    /// each once and in a transaction of its own, before any hosted service starts. Safe with several instances starting at the same time.
    /// A file that was applied must not change: the service then refuses to start and names it. Where the schema's owner does it
    /// (<c>Migrations:ConnectionString</c>), <c>grants.sql</c> is run after them each time, and says what the services' roles may do.
    /// </summary>
    /// <param name="builder">The service.</param>
    /// <param name="schema">
    /// The PostgreSQL schema that the service owns; created if missing, and the search path while the files run.
    /// </param>
    /// <param name="assembly">Where the files are embedded.</param>
    /// <param name="resourcePrefix">For example <c>Services.Agents.Migrations.</c>.</param>
    public static void AddNpgsqlMigrations(this IHostApplicationBuilder builder, string schema, Assembly assembly, string resourcePrefix)
    {
        builder.Services.AddOptions<MigrationOptions>().BindConfiguration(MigrationOptions.Section);
        builder.Services.AddSingleton<IHostedService>(services => new MigrationRunner(
            services.GetRequiredService<NpgsqlDataSource>(),
            services.GetRequiredService<IOptions<MigrationOptions>>(),
            new MigrationSet(schema, assembly, resourcePrefix),
            services.GetRequiredService<ILogger<MigrationRunner>>()
        ));
    }
}
