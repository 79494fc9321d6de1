using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Services.Gateway.SocketIo.EngineIo;

namespace Services.Gateway.SocketIo;

/// <summary>Kestrel for many sockets.</summary>
public static class SocketIoWebHostBuilderExtensions
{
    /// <summary>
    /// Takes WebSocket connections off Kestrel before its HTTP pipeline sees them, which halves what an idle one costs, and lets socket
    /// operations complete on the thread that learns of them. Handlers must not block then: there are no other threads to take over.
    /// Connections that come in another way (TLS, HTTP/2, a proxy's peculiar requests) are served through the pipeline as ever.
    /// </summary>
    /// <remarks>
    /// Kestrel keeps one <see cref="KestrelServerOptions.ConfigureEndpointDefaults"/>. This is the first, so an application's own stands
    /// wherever it is called; without <see cref="UseSocketIoConnections(ListenOptions)"/> in it, all connections are served through the
    /// pipeline.
    /// </remarks>
    public static IWebHostBuilder UseSocketIoConnections(this IWebHostBuilder host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.UseSockets(static sockets =>
            {
                sockets.UnsafePreferInlineScheduling = true;
                sockets.IOQueueCount = 0;
            })
            .ConfigureServices(static services =>
                services.Insert(
                    0,
                    ServiceDescriptor.Singleton<IConfigureOptions<KestrelServerOptions>>(
                        new ConfigureOptions<KestrelServerOptions>(static kestrel =>
                            kestrel.ConfigureEndpointDefaults(static listener => listener.UseSocketIoConnections())
                        )
                    )
                )
            );
    }

    /// <summary>
    /// The same for the connections of one endpoint, or in an application's own endpoint defaults; TLS is left to the HTTP pipeline.
    /// </summary>
    public static ListenOptions UseSocketIoConnections(this ListenOptions listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        var endpoints = listener.ApplicationServices.GetRequiredService<EngineEndpoints>();
        listener.Use(next => new DirectConnections(next, endpoints).OnConnectionAsync);
        return listener;
    }
}
