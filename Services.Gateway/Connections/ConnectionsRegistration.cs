using Services.Gateway.ConnectionLogs;

namespace Services.Gateway.Connections;

internal static class ConnectionsRegistration
{
    /// <summary>Who may connect over Socket.IO, and when connections end.</summary>
    public static IServiceCollection AddSocketConnections(this IServiceCollection services)
    {
        services.AddSingleton<ConnectionLog>();
        services.AddSingleton<SocketConnections>();
        services.AddHostedService<TokenExpirySweeper>();
        return services;
    }
}
