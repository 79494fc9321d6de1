using System.Buffers;
using System.Buffers.Text;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.EngineIo.Polling;

/// <summary>
/// The body of a polling request or response (Engine.IO protocol 4): packets separated by a record separator, binary ones as <c>b</c> and
/// base64. Pure, never throws.
/// </summary>
internal static class Payload
{
    /// <summary>Stands between packets.</summary>
    public const byte Separator = 0x1E;

    /// <summary>Begins a binary packet.</summary>
    public const byte BinaryMark = (byte)'b';

    /// <summary>How many bytes a binary packet takes at most.</summary>
    public static int MaxBinaryLength(int bytes) => 1 + Base64.GetMaxEncodedToUtf8Length(bytes);

    /// <summary>Writes a binary packet into enough room for it; returns its length.</summary>
    public static int WriteBinary(Span<byte> output, ReadOnlySpan<byte> bytes)
    {
        output[0] = BinaryMark;
        Base64.EncodeToUtf8(bytes, output[1..], out _, out var written);
        return 1 + written;
    }

    /// <summary>The packet in a pooled buffer of its own; false if its base64 is malformed.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> packet, out InboundMessage message)
    {
        if (packet.IsEmpty || packet[0] != BinaryMark)
        {
            var text = ArrayPool<byte>.Shared.Rent(packet.Length);
            packet.CopyTo(text);
            message = new InboundMessage(InboundKind.Text, text, packet.Length);
            return true;
        }

        message = default;
        var base64 = packet[1..];
        if (!Base64.IsValid(base64, out var length))
        {
            return false;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(length, Base64.GetMaxDecodedFromUtf8Length(base64.Length)));
        if (Base64.DecodeFromUtf8(base64, bytes, out _, out var written) != OperationStatus.Done)
        {
            ArrayPool<byte>.Shared.Return(bytes);
            return false;
        }

        message = new InboundMessage(InboundKind.Binary, bytes, written);
        return true;
    }
}
