using System.Net.WebSockets;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>What one client sent, for all others.</summary>
public sealed class RoomTests
{
    private const string Passed = "452-[\"passed-on\",{\"_placeholder\":true,\"num\":1},{\"_placeholder\":true,\"num\":0}]";

    [Theory]
    [InlineData("", "[\"passed-on\"]")]
    [InlineData(",1,\"two\",{\"three\":[]}", "[\"passed-on\",1,\"two\",{\"three\":[]}]")]
    public async Task EmitArguments_HoweverMany_ReachTheOthersOfTheRoom(string arguments, string passedOn)
    {
        await using var server = await TestServer.StartAsync();
        using var sender = await InRoomAsync(server);
        using var other = await InRoomAsync(server);

        await sender.SendAsync($"425[\"pass-on\"{arguments}]");

        Assert.Equal("42" + passedOn, await other.ReceiveAsync());
        Assert.Equal("435[true]", await sender.ReceiveAsync());
    }

    [Fact]
    public async Task EmitArguments_WithBytes_ReachAWebSocket()
    {
        await using var server = await TestServer.StartAsync();
        using var sender = await server.JoinedAsync();
        using var other = await InRoomAsync(server);

        await PassBytesOnAsync(sender);

        Assert.Equal(Passed, await other.ReceiveAsync());
        Assert.Equal("one", await other.ReceiveAsync());
        Assert.Equal("two", await other.ReceiveAsync());
        Assert.Equal("435[true]", await sender.ReceiveAsync());
    }

    [Fact]
    public async Task EmitArguments_WithBytes_ReachAClientThatPolls()
    {
        await using var server = await TestServer.StartAsync();
        using var sender = await server.JoinedAsync();
        using var other = await PollingClient.OpenAsync(server);
        await other.SendAsync("40", "425[\"join\",\"all\"]");
        await other.ReceiveAsync("435[true]");

        await PassBytesOnAsync(sender);

        Assert.Equal($"{Passed}\u001ebb25l\u001ebdHdv", await other.PollAsync());
    }

    private static async Task PassBytesOnAsync(ClientWebSocket sender)
    {
        await sender.SendAsync("452-5[\"pass-on\",{\"_placeholder\":true,\"num\":1},{\"_placeholder\":true,\"num\":0}]");
        await sender.SendAsync("one"u8.ToArray());
        await sender.SendAsync("two"u8.ToArray());
    }

    private static async Task<ClientWebSocket> InRoomAsync(TestServer server)
    {
        var socket = await server.JoinedAsync();
        await socket.SendAsync("425[\"join\",\"all\"]");
        Assert.Equal("435[true]", await socket.ReceiveAsync());
        return socket;
    }
}
