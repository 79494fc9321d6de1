using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Services.Gateway.SocketIo.Tests.Package;

/// <summary>The sample of the library's README, word for word.</summary>
internal static class ReadmeSample
{
    public static WebApplication Create(string[] args)
    {
        // README
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.UseSocketIoConnections(); // optional: WebSockets straight off Kestrel's connections
        builder.Services.AddSocketIo(options => options.MaxPayload = 100_000);

        var app = builder.Build();
        app.MapSocketIo(
            "/socket.io",
            hub =>
            {
                var chat = hub.Namespace("/");
                chat.RecoverFromMemory();
                chat.OnConnecting(
                    (handshake, cancellationToken) =>
                        ValueTask.FromResult(
                            handshake.Request.Query["name"].ToString() is { Length: > 0 } name
                                ? SocketIoConnectResult.Accept(state: name)
                                : SocketIoConnectResult.Refuse("Who are you?")
                        )
                );
                chat.OnConnected(socket =>
                {
                    socket.Join("everybody");
                    socket.To("everybody").Emit("joined", socket.GetState<string>());
                    return ValueTask.CompletedTask;
                });
                chat.On(
                    "chat",
                    received =>
                    {
                        var sent = chat.To("everybody").Except(received.Socket).EmitArguments("chat", received);
                        received.Ack(true, sent);
                        return ValueTask.CompletedTask;
                    }
                );
                chat.On(
                    "picture",
                    async received =>
                    {
                        if (received.TryReadBytes(0, out var bytes))
                        {
                            var answer = await received.Socket.EmitWithAckAsync("keep", TimeSpan.FromSeconds(5), "a picture", bytes.Length);
                            received.Ack(answer[0], bytes);
                        }
                    }
                );
                chat.OnFailed(
                    (received, failure) =>
                    {
                        received.Ack(false);
                        return ValueTask.CompletedTask;
                    }
                );
            }
        );
        // README
        return app;
    }
}
