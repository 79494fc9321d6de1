namespace Services.Gateway.Dialects.RoomSockets;

internal static class RoomSocketsRegistration
{
    /// <summary>The room WebSocket.</summary>
    public static IServiceCollection AddRoomSockets(this IServiceCollection services)
    {
        services.AddSingleton<RoomSocketRegistry>();
        services.AddSingleton<RoomSocketHandler>();
        return services;
    }
}
