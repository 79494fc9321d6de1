using Services.Agents.Models.Providers;

namespace Services.Agents.Models.Offline;

/// <summary>Registers the offline model.</summary>
internal static class OfflineExtensions
{
    public static void AddOfflineModel(this IHostApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<OfflineModelOptions>()
            .Bind(builder.Configuration.GetSection(OfflineModelOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<IModelProvider, OfflineProvider>();
        builder.Services.AddHostedService<OfflineWarmUp>();
    }
}
