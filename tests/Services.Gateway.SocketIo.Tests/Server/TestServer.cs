using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Switchboard.Testing;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>A Socket.IO server on a port of its own, with handlers like those of the public conformance suites.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestServer(WebApplication app) => _app = app;

    public SocketIoHub Hub { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public ConnectionLimits Limits => _app.Services.GetRequiredService<ConnectionLimits>();

    public List<(string Event, SocketIoDisconnectReason Reason)> Gone { get; } = [];

    /// <summary>What was logged as an error, by the server or by Kestrel.</summary>
    public LogLines Errors { get; } = new(LogLevel.Error);

    public TaskCompletionSource HandlerIsAtWork { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource HandlerMayEnd { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Starts it; with <paramref name="isDirect"/> WebSockets are taken off Kestrel's connections, else they come through its HTTP
    /// pipeline, unless
    /// <paramref name="configureHost"/> says how.
    /// </summary>
    public static async Task<TestServer> StartAsync(
        Action<SocketIoOptions>? configure = null,
        bool isDirect = true,
        Action<KestrelServerLimits>? limit = null,
        ISessionForwarder? forwarder = null,
        HttpProtocols protocols = HttpProtocols.Http1,
        Action<IWebHostBuilder>? configureHost = null,
        IHandshakeLimiter? limiter = null
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["Kestrel:EndpointDefaults:Protocols"] = protocols.ToString();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => limit?.Invoke(kestrel.Limits));
        if (configureHost is not null)
        {
            configureHost(builder.WebHost);
        }
        else if (isDirect)
        {
            builder.WebHost.UseSocketIoConnections();
        }

        builder.Services.AddSocketIo(configure);
        if (forwarder is not null)
        {
            builder.Services.AddSingleton(forwarder);
        }

        if (limiter is not null)
        {
            builder.Services.AddSingleton(limiter);
        }

        var server = new TestServer(builder.Build());
        server._app.Services.GetRequiredService<ILoggerFactory>().AddProvider(server.Errors);
        server._app.MapSocketIo(
            "/socket.io",
            hub =>
            {
                server.Hub = hub;
                server.AddHandlers(hub.Namespace("/"));
                server.AddHandlers(hub.Namespace("/custom"));
                hub.Namespace("/asking")
                    .OnConnected(static async socket => socket.Emit("told", await AskAsync(socket), TestJson.Default.String));
                hub.Namespace("/kept")
                    .OnRecovering(
                        static (_, privateId, offset, _) =>
                            ValueTask.FromResult(privateId == "mine" ? new SocketIoRecovered(offset ?? "none", offset, null) : null)
                    );
                hub.Namespace("/private")
                    .OnConnecting(
                        static (handshake, _) =>
                            ValueTask.FromResult(
                                handshake.Auth.ValueKind == JsonValueKind.Object
                                && handshake.Auth.TryGetProperty("token", out var token)
                                && token.ValueEquals("secret")
                                    ? SocketIoConnectResult.Accept("known")
                                    : SocketIoConnectResult.Refuse("AUTH_FAILED", JsonElement.Parse("""{"retry":false}"""))
                            )
                    );
            }
        );
        await server._app.StartAsync();
        server.Address = new Uri(server._app.Urls.Single());
        return server;
    }

    public async Task<ClientWebSocket> DialAsync(string query = "EIO=4&transport=websocket")
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{Address.Port}/socket.io/?{query}"), CancellationToken.None);
        return socket;
    }

    /// <summary>A heartbeat that a test can wait for.</summary>
    public static void BeatFast(SocketIoOptions options)
    {
        options.PingInterval = TimeSpan.FromMilliseconds(300);
        options.PingTimeout = TimeSpan.FromMilliseconds(200);
    }

    /// <summary>Waits until no connection is left.</summary>
    public Task EmptyAsync() => UntilAsync(() => Hub.ConnectionCount == 0);

    /// <summary>Waits until no connection is counted for any address.</summary>
    public Task FreeAsync() => UntilAsync(() => Limits.Addresses == 0);

    /// <summary>Waits until the handlers were told that a socket is gone; why it is.</summary>
    public async Task<SocketIoDisconnectReason> OneIsGoneAsync()
    {
        await UntilAsync(() =>
        {
            lock (Gone)
            {
                return Gone.Count > 0;
            }
        });
        return Assert.Single(Gone).Reason;
    }

    public Task StopAsync() => _app.StopAsync();

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        HandlerMayEnd.TrySetResult();
        await _app.DisposeAsync();
        await Hub.DisposeAsync();
    }

    /// <summary>What a client says to a question: its answer, and how many bytes came with it.</summary>
    private static async Task<string> AskAsync(SocketIoSocket socket)
    {
        var answer = await socket.EmitWithAckAsync("question", "?", TestJson.Default.String, TimeSpan.FromSeconds(30));
        return $"{answer.Arguments[0]} {answer.Attachments.Sum(static bytes => bytes.Length)}";
    }

    private void AddHandlers(SocketIoNamespace ns) =>
        ns.OnConnected(socket =>
            {
                socket.Emit("auth", JsonElement.Parse("{}"), TestJson.Default.JsonElement);
                return ValueTask.CompletedTask;
            })
            .OnDisconnected(
                (socket, reason) =>
                {
                    lock (Gone)
                    {
                        Gone.Add((socket.Id, reason));
                    }

                    return ValueTask.CompletedTask;
                }
            )
            .On(
                "message",
                received =>
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
            )
            .On(
                "attachments",
                static received =>
                {
                    received.Ack(string.Join(",", received.Attachments.Select(bytes => bytes.Length)), TestJson.Default.String);
                    return ValueTask.CompletedTask;
                }
            )
            .On(
                "join",
                static received =>
                {
                    received.Ack(received.Socket.Join(received[0].GetString()!), TestJson.Default.Boolean);
                    return ValueTask.CompletedTask;
                }
            )
            .On(
                "leave",
                static received =>
                {
                    received.Ack(received.Socket.Leave(received[0].GetString()!), TestJson.Default.Boolean);
                    return ValueTask.CompletedTask;
                }
            )
            .On(
                "shout",
                received =>
                {
                    ns.Emit(
                        received[0].GetString()!,
                        "shouted",
                        received[1].GetString()!,
                        TestJson.Default.String,
                        except: received.Socket
                    );
                    return ValueTask.CompletedTask;
                }
            )
            .On(
                "pass-on",
                received =>
                {
                    received.Ack(ns.EmitArguments("all", "passed-on", received, except: received.Socket) == 1, TestJson.Default.Boolean);
                    return ValueTask.CompletedTask;
                }
            )
            .On(
                "slow",
                async received =>
                {
                    HandlerIsAtWork.TrySetResult();
                    await HandlerMayEnd.Task;
                    received.Ack("done", TestJson.Default.String);
                }
            )
            .On(
                "ask",
                static async received =>
                {
                    var answer = await AskAsync(received.Socket);
                    received.Ack(answer, TestJson.Default.String);
                }
            )
            .On("fail", static _ => throw new InvalidOperationException("on purpose"))
            .On(
                "flood",
                static received =>
                {
                    var text = new string('x', 1000);
                    while (received.Socket.Emit("flood", text, TestJson.Default.String)) { }

                    return ValueTask.CompletedTask;
                }
            )
            .On(
                "kick",
                static received =>
                {
                    received.Socket.Disconnect("go away");
                    return ValueTask.CompletedTask;
                }
            )
            .On(
                "farewell",
                static received =>
                {
                    received.Socket.Emit("goodbye", "all", TestJson.Default.String);
                    received.Socket.CloseConnection("closing time");
                    return ValueTask.CompletedTask;
                }
            )
            .OnFailed(
                static (received, _) =>
                {
                    received.Ack("failed", TestJson.Default.String);
                    return ValueTask.CompletedTask;
                }
            );
}

/// <summary>Frames by hand.</summary>
internal static class Frames
{
    public static Task SendAsync(this ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public static Task SendAsync(this ClientWebSocket socket, byte[] bytes) =>
        socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);

    /// <summary>The next message; null once the connection is closed or cut.</summary>
    public static async Task<string?> ReceiveAsync(this ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        var buffer = new byte[2_000_000];
        var length = 0;
        try
        {
            while (true)
            {
                var result = await socket.ReceiveAsync(buffer.AsMemory(length), patience.Token);
                length += result.Count;
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
                    return null;
                }

                if (result.EndOfMessage)
                {
                    return Encoding.UTF8.GetString(buffer, 0, length);
                }
            }
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    /// <summary>Opens, joins the default namespace, and takes the first three packets.</summary>
    public static async Task<ClientWebSocket> JoinedAsync(this TestServer server)
    {
        var socket = await server.DialAsync();
        await socket.ReceiveAsync();
        await socket.SendAsync("40");
        while (await socket.ReceiveAsync() is { } packet && !packet.StartsWith("42[\"auth\"", StringComparison.Ordinal))
        {
            // On a busy machine a ping may come first.
            if (packet == "2")
            {
                await socket.SendAsync("3");
            }
        }

        return socket;
    }
}

[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
internal sealed partial class TestJson : JsonSerializerContext;
