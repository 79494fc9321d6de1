using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Services.Gateway.SocketIo.Packets;

/// <summary>Writes the part of a Socket.IO packet that stands before its JSON. Pure.</summary>
public static class SocketPacketEncoder
{
    /// <summary>
    /// Writes type, attachment count, namespace and ack id. With attachments, an event or an answer becomes a binary one.
    /// </summary>
    public static void WriteHeader(IBufferWriter<byte> output, SocketPacketType type, string ns, ulong? ackId, int attachments = 0)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(ns);
        var kind =
            attachments == 0 ? type
            : type == SocketPacketType.Ack ? SocketPacketType.BinaryAck
            : SocketPacketType.BinaryEvent;
        var single = output.GetSpan(1);
        single[0] = (byte)('0' + (byte)kind);
        output.Advance(1);
        if (attachments > 0)
        {
            WriteNumber(output, (ulong)attachments);
            output.Write("-"u8);
        }

        if (ns != "/")
        {
            Encoding.UTF8.GetBytes(ns, output);
            output.Write(","u8);
        }

        if (ackId is { } id)
        {
            WriteNumber(output, id);
        }
    }

    private static void WriteNumber(IBufferWriter<byte> output, ulong number)
    {
        var digits = output.GetSpan(20);
        Utf8Formatter.TryFormat(number, digits, out var written);
        output.Advance(written);
    }
}
