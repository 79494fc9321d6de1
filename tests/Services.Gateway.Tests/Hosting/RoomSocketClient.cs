using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Services.Gateway.Tests.Hosting;

/// <summary>A client of the room WebSocket.</summary>
internal sealed class RoomSocketClient(ClientWebSocket socket) : IDisposable
{
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly List<JsonElement> _passedOver = [];

    public HttpStatusCode Status => socket.HttpStatusCode;

    public WebSocketCloseStatus? CloseStatus => socket.CloseStatus;

    public string? CloseReason => socket.CloseStatusDescription;

    public async Task ConnectAsync(Uri address)
    {
        try
        {
            await socket.ConnectAsync(address, CancellationToken.None);
        }
        catch (WebSocketException failure)
        {
            throw new RefusedException(socket.HttpStatusCode, failure);
        }
    }

    public Task SendAsync(object frame) => SendTextAsync(JsonSerializer.Serialize(frame));

    public Task SendTextAsync(string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public Task SendBytesAsync(byte[] bytes) =>
        socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);

    /// <summary>The next frame of that type; those before it are kept for whoever waits for them.</summary>
    public async Task<JsonElement> WaitForAsync(string type)
    {
        if (_passedOver.FindIndex(frame => IsOf(frame, type)) is var index and >= 0)
        {
            var found = _passedOver[index];
            _passedOver.RemoveAt(index);
            return found;
        }

        while (await ReceiveAsync() is { } frame)
        {
            if (IsOf(frame, type))
            {
                return frame;
            }

            _passedOver.Add(frame);
        }

        throw new InvalidOperationException(
            $"Closed ({CloseStatus} {CloseReason}) before {type}; received: {string.Join("\n", _passedOver)}"
        );
    }

    /// <summary>The next frame; null once the connection is closed.</summary>
    public async Task<JsonElement?> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var length = 0;
        while (true)
        {
            var result = await socket.ReceiveAsync(_buffer.AsMemory(length), patience.Token);
            length += result.Count;
            if (result.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
                return null;
            }

            if (result.EndOfMessage)
            {
                return JsonElement.Parse(_buffer.AsSpan(0, length));
            }
        }
    }

    public void Dispose() => socket.Dispose();

    private static bool IsOf(JsonElement frame, string type) => frame.GetProperty("type").GetString() == type;
}

/// <summary>The upgrade was refused.</summary>
internal sealed class RefusedException(HttpStatusCode status, Exception innerException)
    : Exception($"Refused with {status}.", innerException)
{
    public HttpStatusCode Status => status;
}
