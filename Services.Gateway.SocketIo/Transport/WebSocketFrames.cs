using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;

namespace Services.Gateway.SocketIo.Transport;

/// <summary>Server-side WebSocket frames (RFC 6455): unmasked, never fragmented.</summary>
internal static class WebSocketFrames
{
    /// <summary>The longest header of an unmasked frame.</summary>
    public const int MaxHeader = 10;

    /// <summary>The longest close reason in bytes.</summary>
    public const int MaxReasonBytes = 123;

    private const byte FinalText = 0x81;
    private const byte FinalBinary = 0x82;
    private const byte FinalClose = 0x88;

    /// <summary>How many bytes the header of a message takes.</summary>
    public static int HeaderLength(int payload) => payload < 126 ? 2 : payload <= ushort.MaxValue ? 4 : MaxHeader;

    /// <summary>Writes the header; returns its length.</summary>
    public static int WriteHeader(Span<byte> output, int payload, bool binary)
    {
        output[0] = binary ? FinalBinary : FinalText;
        switch (HeaderLength(payload))
        {
            case 2:
                output[1] = (byte)payload;
                return 2;
            case 4:
                output[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(output[2..], (ushort)payload);
                return 4;
            default:
                output[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(output[2..], (ulong)payload);
                return MaxHeader;
        }
    }

    /// <summary>A close frame; the reason is cut at 123 bytes, between characters.</summary>
    public static byte[] Close(WebSocketCloseStatus status, string reason)
    {
        Span<byte> text = stackalloc byte[MaxReasonBytes];
        Encoding.UTF8.GetEncoder().Convert(reason, text, flush: false, out _, out var length, out _);
        var frame = new byte[4 + length];
        frame[0] = FinalClose;
        frame[1] = (byte)(2 + length);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)status);
        text[..length].CopyTo(frame.AsSpan(4));
        return frame;
    }
}
