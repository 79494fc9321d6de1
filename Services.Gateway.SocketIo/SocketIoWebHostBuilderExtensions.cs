using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Services.Gateway.SocketIo.EngineIo.Direct;

namespace Services.Gateway.SocketIo;

/// <summary>Kestrel for many sockets.</summary>
public static class SocketIoWebHostBuilderExtensions
{
    /// <summary>
    /// Takes WebSocket connections off Kestrel before its HTTP server sees them, which halves what an idle one costs, and lets socket
    /// operations complete on the thread that learns of them. Handlers must not block then: there are no other threads to take over.
    /// Connections that come in another way (TLS, HTTP/2, a request that is unusual in any respect) are served by the HTTP server as ever.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Nothing of the application is bypassed: each handshake runs through all of its middleware and its routing, and what they refuse is
    /// refused, by the HTTP server. An endpoint with metadata (authorisation, hosts, CORS, rate limits, …), of its own or of its group, is
    /// left to the HTTP server altogether. What differs for the others: middleware sees the request end with the handshake and not with the
    /// connection, so that a limit on concurrent requests in middleware does not count connections; middleware before a refusal runs a
    /// second time, in the HTTP server; and that server's own logs, metrics and activities do not know the request.
    /// </para>
    /// <para>
    /// Kestrel keeps one <see cref="KestrelServerOptions.ConfigureEndpointDefaults"/>. This is the first, so an application's own stands
    /// wherever it is called; without <see cref="UseSocketIoConnections(ListenOptions)"/> in it, all connections are served by the HTTP
    /// server.
    /// </para>
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
    /// The same for the connections of one endpoint, or in an application's own endpoint defaults; TLS is left to the HTTP server.
    /// </summary>
    public static ListenOptions UseSocketIoConnections(this ListenOptions listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        var pipeline = listener.ApplicationServices.GetRequiredService<DirectPipeline>();
        listener.Use(next => new DirectConnections(next, pipeline).OnConnectionAsync);
        return listener;
    }
}
