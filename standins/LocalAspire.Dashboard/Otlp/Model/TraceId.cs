using System.Buffers.Binary;
using System.Globalization;

namespace LocalAspire.Dashboard.Otlp.Model;

/// <summary>16 bytes; all zero is invalid. Written as 32 lower-case hexadecimal digits.</summary>
internal readonly record struct TraceId(ulong High, ulong Low)
{
    public bool IsValid => (High | Low) != 0;

    /// <summary>Invalid unless there are exactly 16 bytes.</summary>
    public static TraceId FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == 16
        ? new TraceId(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]))
        : default;

    /// <summary>Reads 32 hexadecimal digits of either case.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TraceId id)
    {
        id = default;
        if (text.Length != 32
            || !ulong.TryParse(text[..16], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
            || !ulong.TryParse(text[16..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low))
        {
            return false;
        }

        id = new TraceId(high, low);
        return true;
    }

    public override string ToString() => $"{High:x16}{Low:x16}";
}
