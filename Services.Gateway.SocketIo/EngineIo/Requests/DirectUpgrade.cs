using System.Buffers;
using System.Text;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.EngineIo.Requests;

/// <summary>
/// The WebSocket handshake (RFC 6455, section 4.2) without an HTTP server: saves the memory that its pipeline holds for each connection.
/// </summary>
internal static class DirectUpgrade
{
    /// <summary>True for a faultless request for a new session; whatever is wrong with others, the HTTP pipeline answers it.</summary>
    public static bool IsPlain(RequestHead head) =>
        head.Query("transport"u8).SequenceEqual("websocket"u8)
        && head.Query("EIO"u8).SequenceEqual("4"u8)
        && head.Query("sid"u8).IsEmpty
        && Ascii.EqualsIgnoreCase(head.HeaderBytes("upgrade"u8), "websocket"u8)
        && head.Header("connection"u8).Contains("upgrade", StringComparison.OrdinalIgnoreCase)
        && head.HeaderBytes("sec-websocket-version"u8).SequenceEqual("13"u8)
        && WebSocketUpgrade.IsKey(head.Header("sec-websocket-key"u8));

    /// <summary>Writes the 101; it leaves with the first flush.</summary>
    public static void WriteAnswer(IBufferWriter<byte> output, RequestHead head, bool isCompressed, string? cookie)
    {
        output.Write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: "u8);
        Encoding.ASCII.GetBytes(WebSocketUpgrade.AcceptKey(head.Header("sec-websocket-key"u8)), output);
        if (isCompressed)
        {
            output.Write("\r\nSec-WebSocket-Extensions: "u8);
            Encoding.ASCII.GetBytes(MessageDeflate.Answer, output);
        }

        if (cookie is not null)
        {
            output.Write("\r\nSet-Cookie: "u8);
            Encoding.ASCII.GetBytes(cookie, output);
        }

        output.Write("\r\n\r\n"u8);
    }
}
