using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Services.Gateway.SocketIo;

namespace Gateway.Host.Conformance;

/// <summary>
/// What the public protocol suites of Engine.IO, Socket.IO and WebSocket expect of a server, on the production code and without any other
/// service: <c>Gateway.Host --conformance [--urls http://…]</c>. With <c>--pingTimeout 00:00:02</c> it suits machines that are busy
/// otherwise; with <c>--compression true</c> it agrees to permessage-deflate.
/// </summary>
internal static class ConformanceApplication
{
    public const string Flag = "--conformance";

    private const string DefaultAddress = "http://localhost:3000";

    private static readonly TimeSpan DefaultPingTimeout = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// The public suites wait for one frame at a time, and miss the second of two that arrive together. The original sends each by itself,
    /// this server all that is ready.
    /// </summary>
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(20);

    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder([.. args.Where(static argument => argument != Flag)]);
        if (builder.Configuration["urls"] is null)
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        builder.WebHost.UseSocketIoConnections();
        builder.Services.TryAddSingleton(TimeProvider.System);
        var pingTimeout = builder.Configuration.GetValue("pingTimeout", DefaultPingTimeout);
        var compresses = builder.Configuration.GetValue("compression", false);
        builder.Services.AddSocketIo(options =>
        {
            options.PingInterval = TimeSpan.FromMilliseconds(300);
            options.PingTimeout = pingTimeout;
            options.ConnectTimeout = TimeSpan.FromSeconds(1);
            options.MaxPayload = 1_000_000;
            options.AllowsWebSocketCompression = compresses;
        });

        builder.Services.AddCors(static cors =>
            cors.AddDefaultPolicy(static policy => policy.AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod())
        );

        var app = builder.Build();
        app.UseCors();
        app.MapEngineIo("/engine.io", Echo);
        app.MapSocketIo(
            "/socket.io",
            static hub =>
            {
                Map(hub.Namespace("/"));
                Map(hub.Namespace("/custom"));
            }
        );
        app.MapWebSocketEcho("/ws-echo");
        return app;
    }

    private static void Echo(EngineIoSocket socket, ReadOnlyMemory<byte> message, bool isBinary)
    {
        if (isBinary)
        {
            socket.SendBinary(message);
        }
        else
        {
            socket.SendText(message.Span);
        }
    }

    private static void Map(SocketIoNamespace ns) =>
        ns.OnConnecting(static (handshake, _) => ValueTask.FromResult(SocketIoConnectResult.Accept(AuthOf(handshake))))
            .OnConnected(static async socket =>
            {
                await Task.Delay(Apart);
                socket.EmitRaw("auth", socket.GetState<byte[]>());
            })
            .On(
                "message",
                static received =>
                {
                    received.Socket.EmitArguments("message-back", received);
                    return ValueTask.CompletedTask;
                }
            )
            .On(
                "message-with-ack",
                static received =>
                {
                    received.AckWithArguments();
                    return ValueTask.CompletedTask;
                }
            );

    private static byte[] AuthOf(SocketIoHandshake handshake) =>
        handshake.Auth.ValueKind == JsonValueKind.Object ? Encoding.UTF8.GetBytes(handshake.Auth.GetRawText()) : "{}"u8.ToArray();
}
