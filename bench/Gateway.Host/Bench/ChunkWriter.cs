using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Services.Contracts.Ids;
using Services.Gateway.SocketIo.Transport;

namespace Gateway.Host.Bench;

/// <summary>Writes the packets of one reply: what is the same in all its chunks is encoded once.</summary>
internal sealed class ChunkWriter(SessionId session, MessageId message)
{
    private const int LongestRest = 96;

    private readonly byte[] _head = Encoding.UTF8.GetBytes(
        $$"""42["message:chunk",{"sessionId":"{{session}}","messageId":"{{message}}","content":"{{ReplyText.Chunk}}","timestamp":"""
    );

    /// <summary>Writes <c>message:chunk</c>.</summary>
    public void WriteChunk(OutboundFrame frame, int index, long timestamp)
    {
        var span = frame.GetSpan(_head.Length + LongestRest);
        _head.CopyTo(span);
        var length = _head.Length;
        Append(span, ref length, timestamp);
        Append(span, ref length, ",\"chunkIndex\":"u8);
        Append(span, ref length, index);
        Append(span, ref length, ",\"seq\":"u8);
        Append(span, ref length, index + 1);
        Append(span, ref length, "}]"u8);
        frame.Advance(length);
    }

    /// <summary>Writes <c>message:complete</c>.</summary>
    public void WriteComplete(OutboundFrame frame, int chunks, long milliseconds)
    {
        Write(
            frame,
            $$"""42["message:complete",{"sessionId":"{{session}}","messageId":"{{message}}","role":"assistant","content":""" + '"'
        );
        for (var i = 0; i < chunks; i++)
        {
            frame.Write(ReplyText.ChunkUtf8);
        }

        Write(
            frame,
            '"'
                + $$$""","metadata":{"chunkCount":{{{chunks}}},"streamLatency":{{{milliseconds}}},"""
                + "\"tokens\":{\"input\":0,\"output\":0},\"citations\":[]}}]"
        );
    }

    private static void Write(OutboundFrame frame, string text) => Encoding.UTF8.GetBytes(text, frame);

    private static void Append(Span<byte> span, ref int length, ReadOnlySpan<byte> text)
    {
        text.CopyTo(span[length..]);
        length += text.Length;
    }

    private static void Append(Span<byte> span, ref int length, long number)
    {
        Utf8Formatter.TryFormat(number, span[length..], out var written);
        length += written;
    }
}
