using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Services.Gateway.SocketIo.Packets;

/// <summary>Writes the part of a Socket.IO packet that stands before its JSON. Pure.</summary>
public static class SocketPacketEncoder
{
    /// <summary>Writes type, namespace and ack id.</summary>
    public static void WriteHeader(IBufferWriter<byte> output, SocketPacketType type, string ns, ulong? ackId)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(ns);
        var single = output.GetSpan(1);
        single[0] = (byte)('0' + (byte)type);
        output.Advance(1);
        if (ns != "/")
        {
            Encoding.UTF8.GetBytes(ns, output);
            output.Write(","u8);
        }

        if (ackId is { } id)
        {
            var digits = output.GetSpan(20);
            Utf8Formatter.TryFormat(id, digits, out var written);
            output.Advance(written);
        }
    }
}
