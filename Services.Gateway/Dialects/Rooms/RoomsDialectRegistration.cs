using Services.Gateway.Delivery;
using Services.Gateway.Requests;

namespace Services.Gateway.Dialects.Rooms;

internal static class RoomsDialectRegistration
{
    /// <summary>The rooms dialect.</summary>
    public static IServiceCollection AddRoomsDialect(this IServiceCollection services)
    {
        services.AddOptions<RoomsOptions>().BindConfiguration(RoomsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RoomRelay>();
        services.AddHostedService(provider => provider.GetRequiredService<RoomRelay>());
        services.AddSingleton<RoomsVocabulary>();
        services.AddSingleton<Vocabulary>(static provider => provider.GetRequiredService<RoomsVocabulary>());
        services.AddSingleton<RoomBroadcast>();
        services.AddSingleton<RoomTurns>();
        services.AddSingleton<RoomsCommands>();
        services.AddSingleton<RoomMessages>();
        services.AddSingleton<ISocketDialect, RoomsDialect>();
        return services;
    }
}
