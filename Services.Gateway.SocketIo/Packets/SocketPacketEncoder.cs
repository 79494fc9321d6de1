using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Packets;

/// <summary>Writes the part of a Socket.IO packet that stands before its JSON. Pure.</summary>
internal static class SocketPacketEncoder
{
    /// <summary>Writes type, namespace and ack id.</summary>
    public static void WriteHeader(IBufferWriter<byte> output, SocketPacketType type, string ns, ulong? ackId)
    {
        output.GetSpan(1)[0] = Digit(type);
        output.Advance(1);
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

    /// <summary>
    /// Makes a whole event or answer a binary one, once it is known how many attachments its JSON has: the count stands behind the type.
    /// </summary>
    public static void MakeBinary(OutboundFrame frame)
    {
        const int Type = 1;
        Span<byte> count = stackalloc byte[12];
        Utf8Formatter.TryFormat(frame.Attachments.Length, count, out var length);
        count[length++] = (byte)'-';
        count[..length].CopyTo(frame.Insert(Type + 1, length));
        ref var type = ref frame.Written[Type];
        type = type == Digit(SocketPacketType.Ack) ? Digit(SocketPacketType.BinaryAck) : Digit(SocketPacketType.BinaryEvent);
    }

    private static byte Digit(SocketPacketType type) => (byte)('0' + (byte)type);

    private static void WriteNumber(IBufferWriter<byte> output, ulong number)
    {
        var digits = output.GetSpan(20);
        Utf8Formatter.TryFormat(number, digits, out var written);
        output.Advance(written);
    }
}
