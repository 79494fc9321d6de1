using Services.Agents.Data.Seeding;

namespace Services.Agents.Data;

/// <summary>Registers the business data: its database, its schema, and what fills it.</summary>
internal static class DataExtensions
{
    public static void AddBusinessData(this IHostApplicationBuilder builder)
    {
        builder.AddPlatformDatabase("switchboard");
        builder.AddNpgsqlMigrations("agents", typeof(DataExtensions).Assembly, "Services.Agents.Data.Migrations.");
        builder.Services.AddSingleton<RetailArchive>();
        builder.Services.AddHostedService<DemoSeeder>();
    }
}
