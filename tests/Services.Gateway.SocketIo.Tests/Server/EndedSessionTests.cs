using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Services.Gateway.SocketIo.EngineIo;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>What is left of a session: a handler that still runs may go on sending, which leads nowhere, and no memory.</summary>
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

    [Fact]
    public async Task End_LongBeforeItsNextPing_FreesTheSession()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.JoinedAsync();
        using var client = await PollingClient.OpenAsync(server);
        await client.SendAsync("40");
        await client.ReceiveAsync("42[\"auth\"");
        var sessions = SessionsOf(server);
        Assert.Equal(2, sessions.Length);

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await client.SendAsync("1");
        await server.EmptyAsync();

        await TestServer.UntilAsync(() =>
        {
            GC.Collect();
            return sessions.All(static session => !session.TryGetTarget(out _));
        });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<EngineSession>[] SessionsOf(TestServer server) =>
        [.. server.Hub.Server.Sessions.Select(static session => new WeakReference<EngineSession>(session))];
}
