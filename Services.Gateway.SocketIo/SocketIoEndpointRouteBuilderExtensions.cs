using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Services.Gateway.SocketIo.EngineIo;

namespace Services.Gateway.SocketIo;

/// <summary>Mapping of Socket.IO and Engine.IO.</summary>
public static class SocketIoEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Serves Socket.IO (Engine.IO protocol 4, Socket.IO protocol 5; long-polling, WebSocket, and the upgrade between them) at
    /// <paramref name="pattern"/>
    /// . When the application stops, every client is disconnected with a reason after its running handlers have ended.
    /// </summary>
    public static IEndpointConventionBuilder MapSocketIo(
        this IEndpointRouteBuilder endpoints,
        string pattern,
        Action<SocketIoHub> configure
    )
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(configure);
        var services = endpoints.ServiceProvider;
        var hub = new SocketIoHub(
            OptionsOf(services),
            services.GetRequiredService<ConnectionLimits>(),
            services.GetRequiredService<TimeProvider>(),
            LoggerOf(services),
            services.GetService<ISessionForwarder>(),
            services.GetService<IHandshakeLimiter>()
        );
        configure(hub);
        return Map(endpoints, pattern, hub.Server, hub.BeginClose);
    }

    /// <summary>Serves Engine.IO alone at <paramref name="pattern"/>: messages go to <paramref name="onMessage"/> as they come.</summary>
    public static IEndpointConventionBuilder MapEngineIo(
        this IEndpointRouteBuilder endpoints,
        string pattern,
        EngineIoMessageHandler onMessage
    )
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(onMessage);
        var services = endpoints.ServiceProvider;
        var server = new EngineServer(
            OptionsOf(services),
            services.GetRequiredService<ConnectionLimits>(),
            services.GetRequiredService<TimeProvider>(),
            LoggerOf(services),
            (engine, id, request, socket) => new PlainSession(engine, id, request, socket, onMessage),
            services.GetService<ISessionForwarder>(),
            services.GetService<IHandshakeLimiter>()
        );
        return Map(endpoints, pattern, server, () => CloseAll(server));
    }

    private static IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, string pattern, EngineServer server, Action close)
    {
        var services = endpoints.ServiceProvider;
        services.GetRequiredService<EngineEndpoints>().Add(pattern, server);
        services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(close);
        return endpoints.Map(pattern, server.HandleAsync).WithDisplayName($"Socket.IO {pattern}");
    }

    private static void CloseAll(EngineServer server)
    {
        _ = server.CloseAsync();
        foreach (var session in server.Sessions)
        {
            session.Close(SocketIoDisconnectReason.ShuttingDown);
        }
    }

    private static SocketIoOptions OptionsOf(IServiceProvider services) => services.GetRequiredService<IOptions<SocketIoOptions>>().Value;

    private static ILogger LoggerOf(IServiceProvider services) =>
        services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SocketIoHub).FullName!);
}
