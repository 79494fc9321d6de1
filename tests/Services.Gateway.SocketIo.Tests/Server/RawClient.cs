using System.Net.Sockets;
using System.Text;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>A TCP connection on which a test writes what no client would.</summary>
internal sealed class RawClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Socket _socket;
    private readonly NetworkStream _stream;

    private RawClient(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>The head of a faultless request for a session.</summary>
    public static byte[] WebSocketRequest { get; } = WebSocketRequestFor("/socket.io/?EIO=4&transport=websocket");

    /// <summary>The same at another path, with a part of it replaced.</summary>
    public static byte[] WebSocketRequestFor(string path, (string From, string To)? change = null)
    {
        var request =
            $"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        return Encoding.ASCII.GetBytes(change is { } part ? request.Replace(part.From, part.To, StringComparison.Ordinal) : request);
    }

    public static async Task<RawClient> DialAsync(Uri server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.Host, server.Port);
        return new RawClient(socket);
    }

    /// <summary>Writes; a connection that the server has cut already takes nothing.</summary>
    public async Task<bool> TryWriteAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await _stream.WriteAsync(bytes);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Says that no more will be sent.</summary>
    public void Finish()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // Cut by the server already.
        }
    }

    /// <summary>Reads until there is as much, or the server ends the connection.</summary>
    public async Task<string> ReadAsync(int atLeast = int.MaxValue)
    {
        using var patience = new CancellationTokenSource(Patience);
        var received = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (received.Length < atLeast && await _stream.ReadAsync(buffer, patience.Token) is > 0 and var length)
            {
                received.Append(Encoding.Latin1.GetString(buffer, 0, length));
            }
        }
        catch (IOException)
        {
            // Ended hard, which is an end.
        }

        return received.ToString();
    }

    public void Dispose() => _stream.Dispose();
}
