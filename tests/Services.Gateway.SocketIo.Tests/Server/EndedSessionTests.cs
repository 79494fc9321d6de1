using System.Text.Json;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>Who still holds a socket may go on sending; it leads nowhere.</summary>
public sealed class EndedSessionTests
{
    private const string Polling = "/socket.io/?EIO=4&transport=polling";

    [Fact]
    public async Task Emit_AfterAPollingSessionHasEnded_ReturnsFalse()
    {
        await using var server = await TestServer.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        var sid = JsonElement.Parse((await http.GetStringAsync(Polling)).AsSpan(1)).GetProperty("sid").GetString();
        using var joined = await http.PostAsync($"{Polling}&sid={sid}", new StringContent("40"));
        await http.GetStringAsync($"{Polling}&sid={sid}");
        var socket = server.Hub.Namespace("/").Sockets.Single();

        using var closed = await http.PostAsync($"{Polling}&sid={sid}", new StringContent("1"));
        await server.EmptyAsync();

        Assert.False(await Task.Run(() => socket.EmitRaw("late", "1"u8)).WaitAsync(TimeSpan.FromSeconds(10)));
    }
}
