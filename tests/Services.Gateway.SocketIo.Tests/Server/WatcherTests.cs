using System.Collections.Concurrent;
using System.Text;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>What <c>OnAny</c> and <c>OnAnyOutgoing</c> are shown.</summary>
public sealed class WatcherTests
{
    private readonly ConcurrentQueue<string> _seen = new();

    [Fact]
    public async Task OnAny_ForEveryEvent_ShowsItBeforeItsHandler()
    {
        await using var server = await StartAsync();
        using var client = await server.JoinAsync();

        await client.SendAsync("421[\"known\",1]");
        Assert.Equal("431[\"handled\"]", await client.ReceiveAsync());
        await client.SendAsync("42[\"unknown\",\"text\"]");
        await client.SendAsync("422[\"known\"]");
        Assert.Equal("432[\"handled\"]", await client.ReceiveAsync());

        Assert.Equal(["in known 1 14", "handler", "in unknown 1 20", "in known 0 12", "handler"], _seen);
    }

    [Fact]
    public async Task OnAnyOutgoing_HoweverItIsSent_ShowsEachClientsEvent()
    {
        SocketIoNamespace ns = null!;
        await using var server = await StartAsync(mapped => ns = mapped);
        using var first = await server.JoinAsync();
        using var second = await server.JoinAsync();

        ns.EmitToAll("all", 1);
        ns.Sockets.First().EmitVolatile("volatile", "a");
        ns.EmitPacket(ns.Sockets.First().Id, "42[\"packet\",{}]"u8);
        ns.Sockets.First().Emit("binary", new byte[] { 1, 2, 3 });
        var answer = ns.Sockets.First().EmitWithAckAsync("asked", TimeSpan.FromMinutes(1));

        var packet = """451-["binary",{"_placeholder":true,"num":0}]""";
        Assert.Equal(
            [
                "out all 11 [\"all\",1]",
                "out all 11 [\"all\",1]",
                "out volatile 18 [\"volatile\",\"a\"]",
                "out packet 15 [\"packet\",{}]",
                $"out binary {packet.Length + 3} {packet[4..]}",
                "out asked 12 [\"asked\"]",
            ],
            _seen
        );
        Assert.False(answer.IsCompleted);
    }

    [Fact]
    public async Task Handles_ANameWithoutAHandler_IsFalse()
    {
        SocketIoNamespace ns = null!;
        await using var server = await StartAsync(mapped => ns = mapped);

        Assert.True(ns.Handles("known"));
        Assert.False(ns.Handles("unknown"));
    }

    private Task<AppServer> StartAsync(Action<SocketIoNamespace>? mapped = null) =>
        AppServer.StartAsync(ns =>
        {
            mapped?.Invoke(ns);
            ns.On(
                    "known",
                    received =>
                    {
                        _seen.Enqueue("handler");
                        received.Ack("handled");
                        return ValueTask.CompletedTask;
                    }
                )
                .OnAny(received => _seen.Enqueue($"in {received.Name} {received.Count} {received.Size}"))
                .OnAnyOutgoing(sent => _seen.Enqueue($"out {sent.Name} {sent.Size} {Encoding.UTF8.GetString(sent.Json)}"));
        });
}
