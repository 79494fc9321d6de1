namespace Services.Gateway.Handovers;

internal static class HandoversRegistration
{
    /// <summary>Conversations that go from the assistant to people, and back.</summary>
    public static IServiceCollection AddHandoverDesk(this IServiceCollection services)
    {
        services.AddSingleton<HandoverDesk>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, HandoversJson.Default));
        return services;
    }
}
