using System.Net.WebSockets;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>A server for small messages.</summary>
public sealed class MaxPayloadTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MaxPayload_OfAFewBytes_HoldsForMessages(bool compresses)
    {
        await using var server = await AppServer.StartAsync(
            static ns =>
                ns.On(
                    "a",
                    static received =>
                    {
                        received.Ack(new string('x', 100));
                        return ValueTask.CompletedTask;
                    }
                ),
            options =>
            {
                options.MaxPayload = 16;
                options.AllowsWebSocketCompression = compresses;
            }
        );
        using var socket = await server.JoinAsync();

        await socket.SendAsync("""421["a"]""");
        Assert.StartsWith("431[\"xxx", await socket.ReceiveAsync(), StringComparison.Ordinal);
        await socket.SendAsync("""421["a","too long"]""");

        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, socket.CloseStatus);
    }
}
