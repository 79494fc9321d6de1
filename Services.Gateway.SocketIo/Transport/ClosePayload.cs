using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text.Unicode;

namespace Services.Gateway.SocketIo.Transport;

/// <summary>The payload of a close frame (RFC 6455, sections 5.5.1 and 7.4).</summary>
internal static class ClosePayload
{
    /// <summary>Reads the status; <see cref="WebSocketCloseStatus.Empty"/> if there is none. False if the payload is malformed.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out WebSocketCloseStatus status)
    {
        status = WebSocketCloseStatus.Empty;
        if (payload.IsEmpty)
        {
            return true;
        }

        if (payload.Length < 2)
        {
            return false;
        }

        var code = BinaryPrimitives.ReadUInt16BigEndian(payload);
        status = (WebSocketCloseStatus)code;
        return code is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999) && Utf8.IsValid(payload[2..]);
    }
}
