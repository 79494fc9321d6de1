using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Services.Gateway.SocketIo.EngineIo;

namespace Services.Gateway.SocketIo;

/// <summary>Kestrel for many sockets.</summary>
public static class SocketIoWebHostBuilderExtensions
{
    /// <summary>
    /// Takes WebSocket connections off Kestrel before its HTTP pipeline sees them, which halves what an idle one costs, and lets socket operations
    /// complete on the thread that learns of them. Handlers must not block then: there are no other threads to take over. Connections that come in
    /// another way (TLS, HTTP/2, a proxy's peculiar requests) are served through the pipeline as ever.
    /// </summary>
    public static IWebHostBuilder UseSocketIoConnections(this IWebHostBuilder host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host
            .UseSockets(static sockets =>
            {
                sockets.UnsafePreferInlineScheduling = true;
                sockets.IOQueueCount = 0;
            })
            .ConfigureKestrel(static kestrel => kestrel.ConfigureEndpointDefaults(Use));
    }

    private static void Use(ListenOptions listener)
    {
        var endpoints = listener.ApplicationServices.GetRequiredService<EngineEndpoints>();
        listener.Use(next => new DirectConnections(next, endpoints).OnConnectionAsync);
    }
}
