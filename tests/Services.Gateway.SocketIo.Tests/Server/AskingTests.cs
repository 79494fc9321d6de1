namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>Handlers that wait for an answer of the client that they serve.</summary>
public sealed class AskingTests
{
    [Fact]
    public async Task EmitWithAck_InAHandlerOfTheSameSocket_IsAnswered()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.JoinedAsync();

        await socket.SendAsync("427[\"ask\"]");
        await socket.SendAsync("42[\"message\",1]");
        Assert.Equal("420[\"question\",\"?\"]", await socket.ReceiveAsync());
        await socket.SendAsync("430[\"yes\"]");

        Assert.Equal("437[\"yes 0\"]", await socket.ReceiveAsync());
        Assert.Equal("42[\"message-back\",1]", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task EmitWithAck_AnsweredWithBytes_HasThem()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.JoinedAsync();

        await socket.SendAsync("427[\"ask\"]");
        Assert.Equal("420[\"question\",\"?\"]", await socket.ReceiveAsync());
        await socket.SendAsync("461-0[\"bytes\",{\"_placeholder\":true,\"num\":0}]");
        await socket.SendAsync([1, 2, 3]);

        Assert.Equal("437[\"bytes 3\"]", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task EmitWithAck_InOnConnected_IsAnswered()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.DialAsync();
        await socket.ReceiveAsync();

        await socket.SendAsync("40/asking,");
        Assert.StartsWith("40/asking,", await socket.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Equal("42/asking,0[\"question\",\"?\"]", await socket.ReceiveAsync());
        await socket.SendAsync("43/asking,0[\"yes\"]");

        Assert.Equal("42/asking,[\"told\",\"yes 0\"]", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task EmitWithAck_OverPolling_IsAnswered()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await PollingClient.OpenAsync(server);

        await client.SendAsync("40", "40/asking,", "427[\"ask\"]");
        await client.ReceiveAsync("42/asking,0[\"question\"");
        await client.SendAsync("42[\"message\",1]");
        await client.SendAsync("43/asking,0[\"yes\"]");
        Assert.Equal("42/asking,[\"told\",\"yes 0\"]", await client.ReceiveAsync("42/asking,[\"told\""));
        await client.ReceiveAsync("420[\"question\"");
        await client.SendAsync("461-0[\"bytes\",{\"_placeholder\":true,\"num\":0}]", "bAQID");

        Assert.Equal("437[\"bytes 3\"]", await client.ReceiveAsync("437"));
    }

    [Fact]
    public async Task EmitWithAck_WhoseClientGoes_EndsAtOnce()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.JoinedAsync();

        await socket.SendAsync("427[\"ask\"]");
        Assert.Equal("420[\"question\",\"?\"]", await socket.ReceiveAsync());
        socket.Abort();

        Assert.Equal(SocketIoDisconnectReason.TransportClosed, await server.OneIsGoneAsync());
        Assert.Contains("before it answered", Assert.Single(server.Errors.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmitWithAck_WhileTheServerStops_IsAnswered()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.JoinedAsync();
        await socket.SendAsync("427[\"ask\"]");
        Assert.Equal("420[\"question\",\"?\"]", await socket.ReceiveAsync());

        var stopping = server.StopAsync();
        await socket.SendAsync("430[\"yes\"]");

        Assert.Equal("437[\"yes 0\"]", await socket.ReceiveAsync());
        Assert.Null(await socket.ReceiveAsync());
        await stopping;
    }
}
