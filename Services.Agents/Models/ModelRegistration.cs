using Microsoft.Extensions.Options;
using Services.Agents.Models.Providers;

namespace Services.Agents.Models;

/// <summary>Registers the models.</summary>
internal static class ModelRegistration
{
    public static void AddModels(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ModelOptions>().BindConfiguration(ModelOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<ModelOptionsSetup>();
        builder.Services.AddSingleton<IPostConfigureOptions<ModelOptions>>(services => services.GetRequiredService<ModelOptionsSetup>());
        builder.Services.AddSingleton<IValidateOptions<ModelOptions>>(services => services.GetRequiredService<ModelOptionsSetup>());
        builder.Services.AddSingleton<IModelProvider, OfflineProvider>();
        builder.Services.AddSingleton<IModelProvider, OpenAIProvider>();
        builder.Services.AddSingleton<IModelProvider, AnthropicProvider>();
        builder.Services.AddSingleton<ModelMetrics>();
        builder.Services.AddSingleton<ModelCatalog>();
    }
}
