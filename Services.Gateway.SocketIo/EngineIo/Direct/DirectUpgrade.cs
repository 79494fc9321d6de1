using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.EngineIo.Direct;

/// <summary>
/// The WebSocket handshake (RFC 6455, section 4.2) without an HTTP server: saves the memory that its pipeline holds for each connection.
/// </summary>
internal static class DirectUpgrade
{
    /// <summary>Header names that the answer has already.</summary>
    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection",
        "Upgrade",
        "Sec-WebSocket-Accept",
        "Sec-WebSocket-Extensions",
        "Content-Length",
        "Content-Type",
        "Transfer-Encoding",
    };

    /// <summary>True for a request for a new session that has all it needs; all others are answered by the HTTP server.</summary>
    public static bool IsPlain(RequestHead head) =>
        head.Query("transport"u8).SequenceEqual("websocket"u8)
        && head.Query("EIO"u8).SequenceEqual("4"u8)
        && head.Query("sid"u8).IsEmpty
        && Ascii.EqualsIgnoreCase(head.HeaderBytes("upgrade"u8), "websocket"u8)
        && head.Header("connection"u8).Contains("upgrade", StringComparison.OrdinalIgnoreCase)
        && head.HeaderBytes("sec-websocket-version"u8).SequenceEqual("13"u8)
        && WebSocketUpgrade.IsKey(head.Header("sec-websocket-key"u8));

    /// <summary>Writes the 101 with the headers that the application added; it leaves with the first flush.</summary>
    /// <exception cref="InvalidOperationException">A header is none.</exception>
    public static void WriteAnswer(IBufferWriter<byte> output, RequestHead head, bool isCompressed, IHeaderDictionary headers)
    {
        var answer = new StringBuilder(1_024)
            .Append("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n")
            .Append("Sec-WebSocket-Accept: ")
            .Append(WebSocketUpgrade.AcceptKey(head.Header("sec-websocket-key"u8)));
        if (isCompressed)
        {
            answer.Append("\r\nSec-WebSocket-Extensions: ").Append(MessageDeflate.Answer);
        }

        foreach (var (name, values) in headers)
        {
            foreach (var value in Own.Contains(name) ? default : values)
            {
                if (!RequestHead.IsHeader(name, value))
                {
                    throw new InvalidOperationException($"The header {name} cannot be sent.");
                }

                answer.Append("\r\n").Append(name).Append(": ").Append(value);
            }
        }

        foreach (var piece in answer.Append("\r\n\r\n").GetChunks())
        {
            Encoding.ASCII.GetBytes(piece.Span, output);
        }
    }
}
