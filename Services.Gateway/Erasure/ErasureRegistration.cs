using Services.Conversations.Erasure;

namespace Services.Gateway.Erasure;

internal static class ErasureRegistration
{
    /// <summary>The end of conversations' data: by their owners' wish, and by their age.</summary>
    public static IServiceCollection AddErasure(this IServiceCollection services)
    {
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SessionEraser>();
        services.AddSingleton<EventEraser>();
        services.AddSingleton<ISessionEraser>(static provider => provider.GetRequiredService<EventEraser>());
        services.AddHostedService<SessionRetention>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ErasureJson.Default));
        return services;
    }
}
