using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Tests.Transport;

/// <summary>Something that a parser found; compared by value.</summary>
internal sealed record ParsedFrame(FrameEvent Event, InboundKind Kind, string Payload);

/// <summary>Feeds a parser piece by piece, as a connection's reader does.</summary>
internal static class ParsedFrames
{
    /// <summary>What no reader has to keep for the parser: a header, and a control frame's payload.</summary>
    private const int MostUnread = FrameHeader.MaxSize + 125;

    /// <summary>All that is found in the bytes when they come in pieces of a size, up to the first violation.</summary>
    public static List<ParsedFrame> Of(byte[] bytes, int pieceSize, int maxBytes, bool allowsCompression = false)
    {
        var parser = new MessageParser(maxBytes, allowsCompression);
        var found = new List<ParsedFrame>();
        byte[] unread = [];
        for (var start = 0; start < bytes.Length; start += pieceSize)
        {
            unread = [.. unread, .. bytes.AsSpan(start, Math.Min(pieceSize, bytes.Length - start))];
            var input = ClientFrames.Segmented(unread, pieceSize);
            while (true)
            {
                var what = parser.Read(ref input, out var message);
                if (what == FrameEvent.NeedMore)
                {
                    break;
                }

                found.Add(new ParsedFrame(what, message.Kind, Convert.ToHexString(message.Memory.Span)));
                Assert.True(message.Memory.Length <= maxBytes);
                message.Dispose();
                if (what == FrameEvent.Violation)
                {
                    parser.Release();
                    return found;
                }
            }

            unread = System.Buffers.BuffersExtensions.ToArray(input);
            Assert.True(unread.Length <= MostUnread, $"{unread.Length} bytes are left to the reader.");
        }

        parser.Release();
        return found;
    }
}
