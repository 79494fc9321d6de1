using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Services.Gateway.SocketIo;

/// <summary>Mapping of Socket.IO.</summary>
public static class SocketIoEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Serves Socket.IO (Engine.IO protocol 4, Socket.IO protocol 5) over WebSocket at <paramref name="pattern"/>. When the
    /// application stops, every client is disconnected with a reason after its running handlers have ended.
    /// </summary>
    public static IEndpointConventionBuilder MapSocketIo(this IEndpointRouteBuilder endpoints, string pattern, Action<SocketIoHub> configure)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(configure);
        var services = endpoints.ServiceProvider;
        var hub = new SocketIoHub(
            services.GetRequiredService<IOptions<SocketIoOptions>>().Value,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SocketIoHub).FullName!));
        configure(hub);

        services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(hub.BeginClose);
        return endpoints.Map(pattern, hub.HandleAsync).WithDisplayName($"Socket.IO {pattern}");
    }
}
