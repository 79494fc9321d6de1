using System.Net.WebSockets;
using System.Text.Json;
using Services.Gateway.SocketIo.Tests.Server;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.SocketIo.Tests.Outbound;

/// <summary>What a handler may send at once, and what becomes of it.</summary>
public sealed class OutboundTests
{
    private const int MaxOutboundBytes = 4 * 1024 * 1024;

    [Theory]
    [InlineData("websocket", true)]
    [InlineData("websocket", false)]
    [InlineData("polling", true)]
    public async Task Emit_OfTwentyThousandSmallEventsInOneHandler_ArrivesInFull(string transport, bool isDirect)
    {
        const int Count = 20_000;
        await using var server = await AppServer.StartAsync(
            ns =>
                ns.On(
                    "go",
                    static received =>
                    {
                        for (var i = 0; i < Count; i++)
                        {
                            received.Socket.Emit("tick", i);
                        }

                        received.Ack();
                        return ValueTask.CompletedTask;
                    }
                ),
            isDirect: isDirect
        );
        await using var clients = await OfficialClients.StartAsync();
        var socket = clients.Open(server.Address, options: new { transports = new[] { transport } });
        await socket.WaitForAsync("connect");

        await socket.AskAsync("go");

        Assert.Equal(Enumerable.Range(0, Count), socket.Events.Where(e => e.Name == "tick").Select(e => e.Args[0].GetInt32()));
    }

    [Fact]
    public async Task EmitVolatile_BeyondTheBoundToARoomThatReads_KeepsEverybody()
    {
        const int Readers = 3;
        var text = new string('x', 100_000);
        await using var server = await AppServer.StartAsync(ns =>
            ns.OnConnected(static socket =>
                {
                    socket.Join("room");
                    return ValueTask.CompletedTask;
                })
                .On(
                    "go",
                    received =>
                    {
                        for (var i = 0; i < 60; i++)
                        {
                            ns.EmitVolatile("room", "news", text, TestJson.Default.String);
                        }

                        ns.Emit("room", "end", "", TestJson.Default.String);
                        return ValueTask.CompletedTask;
                    }
                )
        );
        var sockets = new List<ClientWebSocket>();
        for (var i = 0; i < Readers; i++)
        {
            sockets.Add(await server.JoinAsync());
        }

        await sockets[0].SendAsync("""42["go"]""");

        foreach (var socket in sockets)
        {
            string? packet;
            do
            {
                packet = await socket.ReceiveAsync();
                Assert.NotNull(packet);
            } while (!packet.StartsWith("42[\"end\"", StringComparison.Ordinal));

            socket.Dispose();
        }
    }

    [Fact]
    public async Task EmitVolatile_ToAClientThatDoesNotRead_IsDroppedAndTheClientStays()
    {
        await using var server = await AppServer.StartAsync(ns =>
            ns.On(
                "go",
                static received =>
                {
                    var text = new string('x', 1_000_000);
                    var dropped = Enumerable.Range(0, 100).Count(_ => !received.Socket.EmitVolatile("news", text));
                    received.Ack(dropped, received.Socket.IsConnected);
                    return ValueTask.CompletedTask;
                }
            )
        );
        using var socket = await server.JoinAsync();

        await socket.SendAsync("""420["go"]""");
        await Task.Delay(500);

        string? packet;
        while ((packet = await socket.ReceiveAsync())?.StartsWith("42", StringComparison.Ordinal) == true) { }

        Assert.StartsWith("430[", packet, StringComparison.Ordinal);
        using var answer = JsonDocument.Parse(packet![3..]);
        Assert.InRange(answer.RootElement[0].GetInt32(), 1, 99);
        Assert.True(answer.RootElement[1].GetBoolean());
    }

    [Theory]
    [InlineData("emit")]
    [InlineData("volatile")]
    [InlineData("room")]
    [InlineData("broadcast")]
    [InlineData("ack")]
    [InlineData("bytes")]
    [InlineData("ask")]
    public async Task AnyEvent_AboveTheBound_IsAnErrorToTheCallerAndNobodyIsDisconnected(string how)
    {
        var failed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await AppServer.StartAsync(ns =>
            ns.OnConnected(static socket =>
                {
                    socket.Join("room");
                    return ValueTask.CompletedTask;
                })
                .On("go", received => SendAsync(received, how))
                .On(
                    "still there",
                    static received =>
                    {
                        received.Ack("yes");
                        return ValueTask.CompletedTask;
                    }
                )
                .OnFailed(
                    (_, failure) =>
                    {
                        failed.TrySetResult(failure);
                        return ValueTask.CompletedTask;
                    }
                )
        );
        using var socket = await server.JoinAsync();

        await socket.SendAsync("""421["go"]""");
        await socket.SendAsync("""422["still there"]""");

        Assert.Equal("""432["yes"]""", await socket.ReceiveAsync());
        var failure = Assert.IsType<SocketIoEventTooLargeException>(await failed.Task.WaitAsync(TimeSpan.FromSeconds(15)));
        Assert.Equal(MaxOutboundBytes, failure.MaxBytes);
        Assert.InRange(failure.Bytes, MaxOutboundBytes + 1, long.MaxValue);
        Assert.Contains(server.Log, line => line.Contains(nameof(SocketIoOptions.MaxOutboundBytes), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Emit_OfTheLargestEvent_ArrivesOverEveryTransport()
    {
        await using var server = await AppServer.StartAsync(ns =>
            ns.On(
                "go",
                static received =>
                {
                    received.Socket.Emit("large", new byte[MaxOutboundBytes - 1_000]);
                    return ValueTask.CompletedTask;
                }
            )
        );
        await using var clients = await OfficialClients.StartAsync();
        foreach (var transport in new[] { "websocket", "polling" })
        {
            var socket = clients.Open(server.Address, options: new { transports = new[] { transport } });
            await socket.WaitForAsync("connect");

            socket.Emit("go");

            await socket.WaitForAsync("large");
        }
    }

    private static async ValueTask SendAsync(SocketIoEvent received, string how)
    {
        var text = new string('x', 4_300_000);
        switch (how)
        {
            case "emit":
                received.Socket.Emit("large", text, TestJson.Default.String);
                break;
            case "volatile":
                received.Socket.EmitVolatile("large", text, TestJson.Default.String);
                break;
            case "room":
                received.Socket.Namespace.Emit("room", "large", text, TestJson.Default.String);
                break;
            case "broadcast":
                received.Socket.Namespace.To().Emit("large", text);
                break;
            case "ack":
                received.Ack(text);
                break;
            case "bytes":
                received.Socket.Emit("large", new byte[4_300_000]);
                break;
            default:
                await received.Socket.EmitWithAckAsync("large", TimeSpan.FromSeconds(5), text);
                break;
        }
    }
}
