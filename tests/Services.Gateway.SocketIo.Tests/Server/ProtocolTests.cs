using System.Net.WebSockets;
using Services.Gateway.SocketIo.Tests.Packets;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>Packets that the protocol allows at their time and place, and those that it does not.</summary>
public sealed class ProtocolTests
{
    public static TheoryData<string> FatalMessages => GarbageCorpus.Fatal;

    [Fact]
    public async Task Connect_ToAnUnknownNamespace_IsRefusedAndTheConnectionStays()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.DialAsync();
        await socket.ReceiveAsync();

        await socket.SendAsync("40/random");

        Assert.Equal("44/random,{\"message\":\"Invalid namespace\"}", await socket.ReceiveAsync());
        await socket.SendAsync("40");
        Assert.StartsWith("40{\"sid\":\"", await socket.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Event_BeforeConnect_ClosesTheConnection()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.DialAsync();
        await socket.ReceiveAsync();

        await socket.SendAsync("42[\"message\"]");

        Assert.Null(await socket.ReceiveAsync());
    }

    [Theory]
    [MemberData(nameof(FatalMessages))]
    public async Task Message_ThatBreaksTheProtocol_ClosesThisConnectionOnly(string text)
    {
        await using var server = await TestServer.StartAsync();
        using var other = await server.JoinedAsync();
        using var socket = await server.JoinedAsync();

        await socket.SendAsync(text);

        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.ProtocolError, socket.CloseStatus);
        await other.SendAsync("42[\"message\",1]");
        Assert.Equal("42[\"message-back\",1]", await other.ReceiveAsync());
    }

    [Fact]
    public async Task Message_BinaryOutOfPlace_ClosesTheConnection()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.JoinedAsync();

        await socket.SendAsync([1, 2, 3]);

        Assert.Null(await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Message_TextWhileAttachmentsAreDue_ClosesTheConnection()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.JoinedAsync();

        await socket.SendAsync("451-[\"attachments\",{\"_placeholder\":true,\"num\":0}]");
        await socket.SendAsync("42[\"message\"]");

        Assert.Null(await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Message_AboveMaxPayload_ClosesWith1009()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.JoinedAsync();

        await socket.SendAsync("42[\"message\",\"" + new string('x', 1_000_001) + "\"]");

        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, socket.CloseStatus);
    }

    [Fact]
    public async Task Message_JustBelowMaxPayload_IsHandled()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.JoinedAsync();
        var argument = new string('x', 990_000);

        await socket.SendAsync($"42[\"message\",\"{argument}\"]");

        Assert.Equal($"42[\"message-back\",\"{argument}\"]", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Disconnect_ByTheClient_LetsItJoinAgain()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.JoinedAsync();

        await socket.SendAsync("41");
        await socket.SendAsync("40");

        Assert.StartsWith("40{\"sid\":\"", await socket.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Equal(SocketIoDisconnectReason.ClientLeft, await server.OneIsGoneAsync());
    }
}
