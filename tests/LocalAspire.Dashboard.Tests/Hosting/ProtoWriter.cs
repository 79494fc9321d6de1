using System.Buffers.Binary;
using System.Text;

namespace LocalAspire.Dashboard.Tests.Hosting;

/// <summary>Writes Protocol Buffers by hand, also in ways that no generated writer would.</summary>
internal static class ProtoWriter
{
    /// <summary>A request with most of a span's fields.</summary>
    public static byte[] Traces() =>
        Request([
            .. Message(1, [.. Enumerable.Range(1, 16).Select(value => (byte)value)]),
            .. Message(2, [.. Enumerable.Range(1, 8).Select(value => (byte)value)]),
            .. Text(5, "GET /things"),
            .. Number(6, 2),
            .. Fixed64(7, 1_000),
            .. Fixed64(8, 2_000),
            .. Message(9, [.. Text(1, "text"), .. Message(2, Text(1, "value"))]),
            .. Message(9, [.. Text(1, "list"), .. Message(2, Message(5, Message(1, Number(3, 42))))]),
            .. Message(11, [.. Fixed64(1, 1_500), .. Text(2, "event")]),
            .. Message(13, [.. Message(1, new byte[16]), .. Message(2, new byte[8])]),
            .. Message(15, [.. Text(2, "broken"), .. Number(3, 2)]),
        ]);

    /// <summary>A request with one span of the given fields.</summary>
    public static byte[] Request(byte[] span) => Message(1, Message(2, Message(2, span)));

    public static byte[] Text(int field, string value) => Message(field, Encoding.UTF8.GetBytes(value));

    public static byte[] Message(int field, byte[] content) =>
        [.. Varint((uint)field << 3 | 2), .. Varint((uint)content.Length), .. content];

    public static byte[] Number(int field, uint value) => [.. Varint((uint)field << 3), .. Varint(value)];

    public static byte[] Fixed64(int field, ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return [.. Varint((uint)field << 3 | 1), .. bytes];
    }

    private static IEnumerable<byte> Varint(uint value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            yield return (byte)(value | 0x80);
        }

        yield return (byte)value;
    }
}
