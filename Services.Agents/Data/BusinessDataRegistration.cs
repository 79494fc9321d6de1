namespace Services.Agents.Data;

/// <summary>Registers the business data: its database, its schema, its import and export.</summary>
internal static class BusinessDataRegistration
{
    public static void AddBusinessData(this IHostApplicationBuilder builder)
    {
        builder.AddPlatformDatabase("switchboard");
        builder.AddNpgsqlMigrations("agents", typeof(BusinessDataRegistration).Assembly, "Services.Agents.Data.Migrations.");
        builder.Services.AddSingleton<RetailArchive>();
    }
}
