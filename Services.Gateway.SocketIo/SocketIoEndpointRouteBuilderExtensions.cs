using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Services.Gateway.SocketIo.EngineIo;

namespace Services.Gateway.SocketIo;

/// <summary>Mapping of Socket.IO and Engine.IO.</summary>
public static class SocketIoEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Serves Socket.IO (Engine.IO protocol 4, Socket.IO protocol 5; long-polling, WebSocket, and the upgrade between them) at
    /// <paramref name="pattern"/>. When the application stops, every client is disconnected with a reason after its running handlers have
    /// ended.
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
        return Map(endpoints, pattern, hub.Server, hub.DrainAsync);
    }

    /// <summary>Serves Engine.IO alone at <paramref name="pattern"/>: messages go to <paramref name="onMessage"/> as they come.</summary>
    public static IEndpointConventionBuilder MapEngineIo(
        this IEndpointRouteBuilder endpoints,
        string pattern,
        EngineIoMessageHandler onMessage
    ) => MapEngineIo(endpoints, pattern, engine => engine.OnMessage(onMessage));

    /// <summary>Serves Engine.IO alone at <paramref name="pattern"/>, with handlers for clients that come, send and go.</summary>
    public static IEndpointConventionBuilder MapEngineIo(
        this IEndpointRouteBuilder endpoints,
        string pattern,
        Action<EngineIoHandlers> configure
    )
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(configure);
        var services = endpoints.ServiceProvider;
        var handlers = new EngineIoHandlers();
        configure(handlers);
        var server = new EngineServer(
            OptionsOf(services),
            services.GetRequiredService<ConnectionLimits>(),
            services.GetRequiredService<TimeProvider>(),
            LoggerOf(services),
            (engine, id, request, socket) => new PlainSession(engine, id, request, socket, handlers),
            services.GetService<ISessionForwarder>(),
            services.GetService<IHandshakeLimiter>()
        );
        return Map(endpoints, pattern, server, () => CloseAll(server));
    }

    private static IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, string pattern, EngineServer server, Func<Task> close)
    {
        endpoints.ServiceProvider.GetRequiredService<EngineServers>().Add(close);
        RequestDelegate handler = server.HandleAsync;
        return endpoints.Map(pattern, handler).WithDisplayName($"Socket.IO {pattern}").WithMetadata(new EngineEndpoint(handler));
    }

    private static Task CloseAll(EngineServer server)
    {
        server.BeginClose();
        foreach (var session in server.Sessions)
        {
            session.Close(SocketIoDisconnectReason.ShuttingDown);
        }

        return Task.CompletedTask;
    }

    private static SocketIoOptions OptionsOf(IServiceProvider services) => services.GetRequiredService<IOptions<SocketIoOptions>>().Value;

    private static ILogger LoggerOf(IServiceProvider services) =>
        services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SocketIoHub).FullName!);
}
