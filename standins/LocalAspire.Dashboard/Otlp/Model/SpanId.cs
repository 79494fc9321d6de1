using System.Buffers.Binary;
using System.Globalization;

namespace LocalAspire.Dashboard.Otlp.Model;

/// <summary>8 bytes; all zero means none. Written as 16 lower-case hexadecimal digits.</summary>
internal readonly record struct SpanId(ulong Value)
{
    public bool IsValid => Value != 0;

    /// <summary>Invalid unless there are exactly 8 bytes.</summary>
    public static SpanId FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == 8 ? new SpanId(BinaryPrimitives.ReadUInt64BigEndian(bytes)) : default;

    /// <summary>Reads 16 hexadecimal digits of either case.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out SpanId id)
    {
        id = default;
        if (text.Length != 16 || !ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        id = new SpanId(value);
        return true;
    }

    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);
}
