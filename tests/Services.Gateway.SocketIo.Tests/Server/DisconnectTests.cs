using Microsoft.AspNetCore.Builder;
using Services.Gateway.SocketIo.Tests.Transport;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>A client that is in several namespaces, and one that breaks the protocol.</summary>
public sealed class DisconnectTests
{
    [Theory]
    [InlineData("websocket")]
    [InlineData("polling")]
    public async Task Disconnect_WithTheConnection_IsToldInEveryNamespaceAndTheClientStaysOut(string transport)
    {
        await using var server = await TestServer.StartAsync();
        await using var clients = await OfficialClients.StartAsync();
        var options = new
        {
            transports = new[] { transport },
            reconnection = true,
            reconnectionDelay = 20,
        };
        var main = await clients.Open(server.Address, options: options).ConnectedAsync();
        var custom = await clients.Join(main, "/custom").ConnectedAsync();

        main.Emit("kick");

        Assert.Equal("io server disconnect", (await main.WaitForAsync("disconnect")).GetString());
        Assert.Equal("io server disconnect", (await custom.WaitForAsync("disconnect")).GetString());
        await server.EmptyAsync();
        await Task.Delay(300);
        Assert.Equal(0, server.Hub.ConnectionCount);
        Assert.All(server.Gone, gone => Assert.Equal(SocketIoDisconnectReason.ServerDisconnected, gone.Reason));
        Assert.Equal(2, server.Gone.Count);
    }

    [Theory]
    [InlineData("4x", "6\u001e1")]
    [InlineData("42/unknown,[\"e\"]", "6\u001e1")]
    [InlineData("42{}", "6\u001e1")]
    [InlineData("bAQID", "6\u001e1")]
    [InlineData("x", null)]
    [InlineData("2", null)]
    public async Task Violation_OverPolling_IsToldByTheNextPoll(string packet, string? told)
    {
        await using var server = await TestServer.StartAsync();
        using var client = await PollingClient.OpenAsync(server);
        await client.SendAsync("40");
        await client.ReceiveAsync("42[\"auth\"");

        await client.SendAsync(packet);

        Assert.Equal(told, await client.PollAsync());
        Assert.Null(await client.PollAsync());
        Assert.Equal(SocketIoDisconnectReason.ProtocolError, await server.OneIsGoneAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Violation_OfAFrame_EndsTheConnectionWithTheClientsCloseFrame(bool isDirect)
    {
        await using var server = await TestServer.StartAsync(static options => options.CloseTimeout = TimeSpan.FromMinutes(1), isDirect);
        foreach (var frame in Violations())
        {
            using var client = await RawClient.DialAsync(server.Address);
            await client.TryWriteAsync(RawClient.WebSocketRequest);
            await client.ReadAsync(atLeast: 140);

            await client.TryWriteAsync(frame);
            await client.TryWriteAsync(ClientFrames.Frame(SocketIo.Transport.Opcode.Close, [0x03, 0xEA]));

            await client.ReadAsync();
        }

        await server.EmptyAsync();
    }

    [Fact]
    public async Task MapEngineIo_WithHandlers_TellsOfClientsThatComeAndGo()
    {
        var closed = new TaskCompletionSource<(object?, SocketIoDisconnectReason)>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await AppServer.StartAsync(app =>
            app.MapEngineIo(
                "/socket.io",
                engine =>
                    engine
                        .OnConnected(static socket =>
                        {
                            socket.State = socket.Request.Query["transport"].ToString();
                            socket.SendText("hello"u8);
                        })
                        .OnMessage(static (socket, message, _) => socket.SendText(message.Span))
                        .OnClosed((socket, reason) => closed.SetResult((socket.State, reason)))
            )
        );
        using var client = new System.Net.WebSockets.ClientWebSocket();
        await client.ConnectAsync(
            new Uri($"ws://127.0.0.1:{server.Address.Port}/socket.io/?EIO=4&transport=websocket"),
            CancellationToken.None
        );

        Assert.StartsWith("0{", await client.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Equal("4hello", await client.ReceiveAsync());
        await client.SendAsync("4again");
        Assert.Equal("4again", await client.ReceiveAsync());
        await client.SendAsync("1");

        Assert.Equal(("websocket", SocketIoDisconnectReason.ClientClosed), await closed.Task.WaitAsync(TimeSpan.FromSeconds(15)));
    }

    /// <summary>Frames that no client may send, with payloads that must not be taken for frames.</summary>
    private static IEnumerable<byte[]> Violations()
    {
        const SocketIo.Transport.Opcode Text = SocketIo.Transport.Opcode.Text;
        yield return ClientFrames.Frame(Text, [0xC0, 0xAF]);
        yield return ClientFrames.Frame(Text, "abc"u8, reserved: 7);
        yield return ClientFrames.Frame((SocketIo.Transport.Opcode)3, "abc"u8);
        yield return ClientFrames.Frame(SocketIo.Transport.Opcode.Continuation, "abc"u8);
        yield return ClientFrames.Frame(SocketIo.Transport.Opcode.Ping, new byte[200]);
        yield return ClientFrames.Frame(Text, new byte[1_200_000]);
        yield return [0x81, 0x03, (byte)'a', (byte)'b', (byte)'c'];
    }
}
