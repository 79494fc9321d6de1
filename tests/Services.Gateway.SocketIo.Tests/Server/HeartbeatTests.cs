using System.Net.WebSockets;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>Connections that fall silent.</summary>
public sealed class HeartbeatTests
{
    [Fact]
    public async Task Ping_Answered_KeepsTheConnection()
    {
        await using var server = await TestServer.StartAsync(TestServer.BeatFast);
        using var socket = await server.JoinedAsync();

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("2", await socket.ReceiveAsync());
            await socket.SendAsync("3");
        }
    }

    [Fact]
    public async Task Ping_Unanswered_ClosesTheConnection()
    {
        await using var server = await TestServer.StartAsync(TestServer.BeatFast);
        using var socket = await server.JoinedAsync();

        Assert.Equal("2", await socket.ReceiveAsync());
        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal("ping timeout", socket.CloseStatusDescription);
    }

    [Fact]
    public async Task Connect_ThatNeverComes_ClosesTheConnection()
    {
        await using var server = await TestServer.StartAsync(options => options.ConnectTimeout = TimeSpan.FromMilliseconds(200));
        using var socket = await server.DialAsync();
        await socket.ReceiveAsync();

        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal("connect timeout", socket.CloseStatusDescription);
    }

    [Fact]
    public async Task SlowLoris_ThatNeverFinishesAMessage_IsCutByTheHeartbeat()
    {
        await using var server = await TestServer.StartAsync(options =>
        {
            TestServer.BeatFast(options);
            options.CloseTimeout = TimeSpan.FromMilliseconds(200);
        });
        using var socket = await server.JoinedAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));

        await socket.SendAsync("42[\"mess"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: false, patience.Token);

        await server.EmptyAsync();
        Assert.Equal(SocketIoDisconnectReason.PingTimeout, await server.OneIsGoneAsync());
    }
}
