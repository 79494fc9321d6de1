using System.Buffers;
using System.IO.Compression;
using Microsoft.Extensions.Primitives;

namespace Services.Gateway.SocketIo.Transport;

/// <summary>
/// permessage-deflate (RFC 7692) without context takeover in either direction: a compressor lives for one message, so an idle connection
/// holds no window, and a broadcast is compressed once for all its recipients.
/// </summary>
internal static class MessageDeflate
{
    /// <summary>What the handshake answers when a client offers the extension.</summary>
    public const string Answer = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    private const string Name = "permessage-deflate";

    /// <summary>What a sender leaves out at the end of each message, and an empty last block, so that the stream ends.</summary>
    private static ReadOnlySpan<byte> Tail => [0x00, 0x00, 0xFF, 0xFF, 0x01, 0x00, 0x00, 0xFF, 0xFF];

    private const int OmittedTail = 4;

    /// <summary>True if one of the offers can be met: a smaller window for the server's messages cannot.</summary>
    public static bool IsOffered(StringValues extensions)
    {
        foreach (var line in extensions)
        {
            foreach (var offer in (line ?? "").Split(',', StringSplitOptions.TrimEntries))
            {
                var parameters = offer.Split(';', StringSplitOptions.TrimEntries);
                if (
                    parameters[0] == Name
                    && !parameters.Any(static parameter => parameter.StartsWith("server_max_window_bits", StringComparison.Ordinal))
                )
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>
    /// Replaces the message by what it is uncompressed; false, with the message disposed, if it is longer than allowed or malformed.
    /// </summary>
    public static bool TryInflate(ref InboundMessage message, int maxBytes, out bool isMalformed)
    {
        using var compressed = message;
        message = default;
        isMalformed = false;
        using var input = new MemoryStream(compressed.Memory.Length + Tail.Length);
        input.Write(compressed.Memory.Span);
        input.Write(Tail);
        input.Position = 0;
        using var inflater = new DeflateStream(input, CompressionMode.Decompress);

        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(Math.Max(compressed.Memory.Length * 4, 256), maxBytes + 1));
        var length = 0;
        try
        {
            while (inflater.Read(buffer.AsSpan(length)) is > 0 and var read)
            {
                length += read;
                if (length > maxBytes)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    return false;
                }

                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(Math.Min(buffer.Length * 2, maxBytes + 1));
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }
        }
        catch (InvalidDataException)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            isMalformed = true;
            return false;
        }

        message = new InboundMessage(compressed.Kind, buffer, length);
        return true;
    }

    /// <summary>Writes the payload compressed, without the tail that the receiver adds.</summary>
    public static void Deflate(ReadOnlySpan<byte> payload, MemoryStream output)
    {
        if (payload.IsEmpty)
        {
            // RFC 7692, section 7.2.3.6: the stream writes no block at all for nothing.
            output.WriteByte(0x00);
            return;
        }

        using var deflater = new DeflateStream(output, CompressionLevel.Fastest, leaveOpen: true);
        deflater.Write(payload);
        deflater.Flush();
        var length = output.Length - OmittedTail;

        // Closing it writes a last block, which is not part of the message.
        deflater.Dispose();
        output.SetLength(length);
    }
}
