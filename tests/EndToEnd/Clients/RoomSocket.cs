using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Switchboard.Testing;

namespace EndToEnd.Clients;

/// <summary>A plain WebSocket at <c>/ws/{roomId}</c>.</summary>
internal sealed class RoomSocket(ClientWebSocket socket) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public WebSocketState State => socket.State;

    public static async Task<RoomSocket> OpenAsync(PlatformFixture platform, string room, string? token, bool stream = false)
    {
        var socket = new ClientWebSocket();
        var query = (stream ? "stream=true&" : "") + (token is null ? "" : $"access_token={Uri.EscapeDataString(token)}");
        var address = new UriBuilder(platform.Gateway)
        {
            Scheme = "ws",
            Path = $"/ws/{room}",
            Query = query,
        }.Uri;
        try
        {
            await socket.ConnectAsync(address, TestContext.Current.CancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        return new RoomSocket(socket);
    }

    public Task SendAsync(object message) => SendTextAsync(JsonSerializer.Serialize(message));

    public Task SendTextAsync(string text) =>
        socket.SendAsync(
            Encoding.UTF8.GetBytes(text),
            WebSocketMessageType.Text,
            endOfMessage: true,
            TestContext.Current.CancellationToken
        );

    public Task SendBinaryAsync(byte[] bytes) =>
        socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, TestContext.Current.CancellationToken);

    /// <summary>Frames up to and with the first one of that type.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReadUntilAsync(string type)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        List<JsonElement> frames = [];
        while (frames.Count == 0 || frames[^1].GetProperty("type").GetString() != type)
        {
            frames.Add(await ReadAsync(patience.Token));
        }

        return frames;
    }

    public async ValueTask DisposeAsync()
    {
        if (socket.State == WebSocketState.Open)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await socket
                .CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        socket.Dispose();
    }

    private async Task<JsonElement> ReadAsync(CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            Assert.NotEqual(WebSocketMessageType.Close, part.MessageType);
            whole.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return JsonSerializer.Deserialize<JsonElement>(whole.ToArray());
            }
        }
    }
}
