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

    private const byte Final = 0x80;
    private const byte Compressed = 0x40;

    /// <summary>How many bytes the header of a message takes.</summary>
    public static int HeaderLength(int payload) =>
        payload < 126 ? 2
        : payload <= ushort.MaxValue ? 4
        : MaxHeader;

    /// <summary>Writes the header; returns its length.</summary>
    public static int WriteHeader(Span<byte> output, int payload, Opcode opcode, bool isCompressed = false)
    {
        output[0] = (byte)(Final | (isCompressed ? Compressed : 0) | (int)opcode);
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

    /// <summary>A binary message.</summary>
    public static byte[] Binary(ReadOnlySpan<byte> payload)
    {
        var frame = new byte[HeaderLength(payload.Length) + payload.Length];
        payload.CopyTo(frame.AsSpan(WriteHeader(frame, payload.Length, Opcode.Binary)));
        return frame;
    }

    /// <summary>A ping or a pong; at most 125 bytes of payload.</summary>
    public static byte[] Control(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[2 + payload.Length];
        frame[0] = (byte)(Final | (int)opcode);
        frame[1] = (byte)payload.Length;
        payload.CopyTo(frame.AsSpan(2));
        return frame;
    }

    /// <summary>A close frame; the reason is cut at 123 bytes, between characters.</summary>
    public static byte[] Close(WebSocketCloseStatus status, string reason)
    {
        Span<byte> text = stackalloc byte[MaxReasonBytes];
        Encoding.UTF8.GetEncoder().Convert(reason, text, flush: false, out _, out var length, out _);
        var frame = new byte[4 + length];
        frame[0] = Final | (byte)Opcode.Close;
        frame[1] = (byte)(2 + length);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)status);
        text[..length].CopyTo(frame.AsSpan(4));
        return frame;
    }
}
