namespace Services.Agents.Data.Seeding;

/// <summary>Registers the demo data.</summary>
internal static class DemoDataRegistration
{
    public static void AddDemoData(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DemoSeeder>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<DemoSeeder>());
    }
}
