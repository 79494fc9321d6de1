using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Switchboard.Testing;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>An application on a port of its own, put together by a test.</summary>
internal sealed class AppServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly LogLines _log;

    private AppServer(WebApplication app, LogLines log)
    {
        _app = app;
        _log = log;
        Address = new Uri(app.Urls.Single());
    }

    public Uri Address { get; }

    /// <summary>What was logged as a warning or an error.</summary>
    public IReadOnlyCollection<string> Log => _log.Lines;

    public static async Task<AppServer> StartAsync(
        Action<WebApplication> map,
        Action<WebApplicationBuilder>? build = null,
        Action<SocketIoOptions>? configure = null,
        bool isDirect = true
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var log = new LogLines(LogLevel.Warning);
        builder.Logging.AddProvider(log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (isDirect)
        {
            builder.WebHost.UseSocketIoConnections();
        }

        builder.Services.AddSocketIo(configure);
        build?.Invoke(builder);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new AppServer(app, log);
    }

    /// <summary>A server with one namespace at <c>/socket.io</c>.</summary>
    public static Task<AppServer> StartAsync(
        Action<SocketIoNamespace> map,
        Action<SocketIoOptions>? configure = null,
        bool isDirect = true
    ) => StartAsync(app => app.MapSocketIo("/socket.io", hub => map(hub.Namespace("/"))), configure: configure, isDirect: isDirect);

    /// <summary>Opens a WebSocket and joins the namespace; a packet that the server sends to whoever joins is left to be read.</summary>
    public async Task<ClientWebSocket> JoinAsync(string connect = "40")
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{Address.Port}/socket.io/?EIO=4&transport=websocket"), CancellationToken.None);
        Assert.StartsWith("0{", await socket.ReceiveAsync(), StringComparison.Ordinal);
        await socket.SendAsync(connect);
        Assert.StartsWith(connect[..2], await socket.ReceiveAsync(), StringComparison.Ordinal);
        return socket;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
