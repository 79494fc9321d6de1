using System.Text.Json;
using Services.Gateway.SocketIo.Tests.Server;

namespace Services.Gateway.SocketIo.Tests.Polling;

/// <summary>What gathers for a client that does not poll.</summary>
public sealed class OutboundBoundTests
{
    [Fact]
    public async Task Send_OfAnAttachmentBeyondTheBound_DisconnectsTheClient()
    {
        await using var server = await TestServer.StartAsync(static options => options.MaxOutboundBytes = 20_000);
        using var http = new HttpClient { BaseAddress = server.Address };
        var open = await http.GetStringAsync("/socket.io/?EIO=4&transport=polling");
        var session = $"/socket.io/?EIO=4&transport=polling&sid={JsonElement.Parse(open[1..]).GetProperty("sid").GetString()}";
        using var join = await http.PostAsync(session, new StringContent("40"));
        var echoed = "451-[\"message\",{\"_placeholder\":true,\"num\":0}]\u001eb" + Convert.ToBase64String(new byte[19_000]);

        using var answer = await http.PostAsync(session, new StringContent(echoed));

        // In base64 it is a third longer.
        Assert.Equal(SocketIoDisconnectReason.SlowClient, await server.OneIsGoneAsync());
    }
}
