using Services.Gateway.ConnectionLogs;

namespace Services.Gateway.Connections;

internal static class ConnectionsRegistration
{
    /// <summary>Who may connect over Socket.IO, and when connections end.</summary>
    public static IServiceCollection AddSocketConnections(this IServiceCollection services)
    {
        services.AddSingleton<ConnectionLog>();
        services
            .AddOptions<TrafficLogOptions>()
            .BindConfiguration(TrafficLogOptions.Section)
            .Validate<IHostEnvironment>(
                static (options, environment) => !options.LogEvents || environment.IsDevelopment(),
                "Gateway:LogEvents is for development: it writes a line for each event."
            )
            .ValidateOnStart();
        services.AddSingleton<TrafficLog>();
        services.AddSingleton<SocketConnections>();
        services.AddHostedService<TokenExpirySweeper>();
        return services;
    }
}
