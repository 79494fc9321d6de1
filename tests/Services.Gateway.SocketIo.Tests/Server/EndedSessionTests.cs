using System.Text.Json;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>A handler that still runs may go on sending; it leads nowhere.</summary>
public sealed class EndedSessionTests
{
    private const string Polling = "/socket.io/?EIO=4&transport=polling";

    [Fact]
    public async Task Ack_AfterThePollingSessionHasEnded_ReturnsAndTheSocketIsGone()
    {
        await using var server = await TestServer.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        var sid = JsonElement.Parse((await http.GetStringAsync(Polling)).AsSpan(1)).GetProperty("sid").GetString();
        using var joined = await http.PostAsync($"{Polling}&sid={sid}", new StringContent("40"));
        using var asked = await http.PostAsync($"{Polling}&sid={sid}", new StringContent("""427["slow"]"""));
        await server.HandlerIsAtWork.Task.WaitAsync(TimeSpan.FromSeconds(10));

        using var closed = await http.PostAsync($"{Polling}&sid={sid}", new StringContent("1"));
        await server.EmptyAsync();
        server.HandlerMayEnd.SetResult();

        Assert.Equal(SocketIoDisconnectReason.ClientClosed, await server.OneIsGoneAsync());
    }
}
