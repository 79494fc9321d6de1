using Services.Gateway.Feeds;
using Services.Gateway.Requests;

namespace Services.Gateway.Dialects.Rooms;

internal static class RoomsDialectRegistration
{
    /// <summary>The rooms dialect.</summary>
    public static IServiceCollection AddRoomsDialect(this IServiceCollection services)
    {
        services.AddOptions<RoomsOptions>().BindConfiguration(RoomsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RoomHistoryRelay>();
        services.AddHostedService(provider => provider.GetRequiredService<RoomHistoryRelay>());
        services.AddSingleton<RoomsEventEncoder>();
        services.AddSingleton<EventEncoder>(static provider => provider.GetRequiredService<RoomsEventEncoder>());
        services.AddSingleton<RoomMessageWriter>();
        services.AddSingleton<RoomsReplyRequests>();
        services.AddSingleton<RoomsCommands>();
        services.AddSingleton<RoomsMessageCommands>();
        services.AddSingleton<ISocketEventHandlers, RoomsDialect>();
        return services;
    }
}
