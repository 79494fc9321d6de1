using System.Net.WebSockets;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>Events and their handlers, up to the end of the server.</summary>
public sealed class HandlerTests
{
    [Fact]
    public async Task Emit_ToAClientThatDoesNotRead_DisconnectsItAndBoundsMemory()
    {
        await using var server = await TestServer.StartAsync(options =>
        {
            options.MaxOutboundBytes = 100_000;
            options.CloseTimeout = TimeSpan.FromMilliseconds(200);
        });
        using var socket = await server.JoinedAsync();

        await socket.SendAsync("42[\"flood\"]");

        await server.EmptyAsync();
        Assert.Equal(SocketIoDisconnectReason.SlowClient, await server.OneIsGoneAsync());
    }

    [Fact]
    public async Task Handler_ThatWaits_HoldsUpNeitherPingsNorOthers()
    {
        await using var server = await TestServer.StartAsync(TestServer.BeatFast);
        using var waiting = await server.JoinedAsync();
        using var other = await server.JoinedAsync();

        await waiting.SendAsync("421[\"slow\"]");
        await other.SendAsync("42[\"message\",1]");

        Assert.Equal("42[\"message-back\",1]", await other.ReceiveAsync());
        Assert.Equal("2", await waiting.ReceiveAsync());
        await waiting.SendAsync("3");
        server.HandlerMayEnd.SetResult();
        Assert.Equal("431[\"done\"]", await waiting.ReceiveAsync());
    }

    [Fact]
    public async Task Handlers_OfOneConnection_RunInOrder()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.JoinedAsync();

        await socket.SendAsync("420[\"slow\"]");
        for (var i = 1; i < 200; i++)
        {
            await socket.SendAsync($"42{i}[\"message-with-ack\",{i}]");
        }

        server.HandlerMayEnd.SetResult();
        Assert.Equal("430[\"done\"]", await socket.ReceiveAsync());
        for (var i = 1; i < 200; i++)
        {
            Assert.Equal($"43{i}[{i}]", await socket.ReceiveAsync());
        }
    }

    [Fact]
    public async Task Handler_ThatThrows_IsReportedAndTheConnectionStays()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.JoinedAsync();

        await socket.SendAsync("421[\"fail\"]");

        Assert.Equal("431[\"failed\"]", await socket.ReceiveAsync());
        await socket.SendAsync("42[\"message\",2]");
        Assert.Equal("42[\"message-back\",2]", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Stop_WithAHandlerAtWork_AnswersItAndClosesWithAReason()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.JoinedAsync();
        await socket.SendAsync("421[\"slow\"]");
        await socket.SendAsync("42[\"message\",1]");
        await server.HandlerIsAtWork.Task;

        var stopping = server.StopAsync();
        server.HandlerMayEnd.SetResult();

        Assert.Equal("431[\"done\"]", await socket.ReceiveAsync());
        var next = await socket.ReceiveAsync();
        if (next is not null)
        {
            next = await socket.ReceiveAsync();
        }

        Assert.Null(next);
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, socket.CloseStatus);
        Assert.Equal("server shutting down", socket.CloseStatusDescription);
        await stopping;
    }
}
