using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Services.Agents.Offline.Understanding;

namespace Services.Agents.Offline;

/// <summary>Registers the offline model.</summary>
public static class OfflineRegistration
{
    /// <summary>Adds <see cref="OfflineModelOptions"/>, <see cref="DialogueClassifier"/>, and the warm-up.</summary>
    public static void AddOfflineModel(this IHostApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<OfflineModelOptions>()
            .BindConfiguration(OfflineModelOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<DialogueClassifier>();
        builder.Services.AddHostedService<OfflineWarmUp>();
    }
}
