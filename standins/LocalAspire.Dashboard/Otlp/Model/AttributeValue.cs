using System.Globalization;
using System.Text;

namespace LocalAspire.Dashboard.Otlp.Model;

/// <summary>Which of AnyValue's cases is set.</summary>
internal enum AttributeKind : byte
{
    None,
    Text,
    Boolean,
    Integer,
    Double,
    Bytes,
    Array,
    Map,
}

/// <summary>OTLP's AnyValue, without an allocation for numbers and booleans.</summary>
internal readonly struct AttributeValue
{
    private readonly object? _reference;
    private readonly long _bits;

    private AttributeValue(AttributeKind kind, object? reference, long bits)
    {
        Kind = kind;
        _reference = reference;
        _bits = bits;
    }

    public AttributeKind Kind { get; }

    public string Text => (string)_reference!;

    public bool Boolean => _bits != 0;

    public long Integer => _bits;

    public double Double => BitConverter.Int64BitsToDouble(_bits);

    public byte[] Bytes => (byte[])_reference!;

    public AttributeValue[] Array => (AttributeValue[])_reference!;

    public AttributeList Map => (AttributeList)_reference!;

    public static AttributeValue Of(string value) => new(AttributeKind.Text, value, 0);

    public static AttributeValue Of(bool value) => new(AttributeKind.Boolean, null, value ? 1 : 0);

    public static AttributeValue Of(long value) => new(AttributeKind.Integer, null, value);

    public static AttributeValue Of(double value) => new(AttributeKind.Double, null, BitConverter.DoubleToInt64Bits(value));

    public static AttributeValue Of(byte[] value) => new(AttributeKind.Bytes, value, 0);

    public static AttributeValue Of(AttributeValue[] value) => new(AttributeKind.Array, value, 0);

    public static AttributeValue Of(AttributeList value) => new(AttributeKind.Map, value, 0);

    /// <summary>The value as a person reads it.</summary>
    public override string ToString()
    {
        switch (Kind)
        {
            case AttributeKind.Text: return Text;
            case AttributeKind.Boolean: return Boolean ? "true" : "false";
            case AttributeKind.Integer: return Integer.ToString(CultureInfo.InvariantCulture);
            case AttributeKind.Double: return Double.ToString("R", CultureInfo.InvariantCulture);
            case AttributeKind.Bytes: return Convert.ToBase64String(Bytes);
            case AttributeKind.Array: return $"[{string.Join(", ", Array.Select(item => item.ToString()))}]";
            case AttributeKind.Map:
                var text = new StringBuilder("{");
                foreach (var (key, value) in Map.Items)
                {
                    text.Append(text.Length > 1 ? ", " : "").Append(key).Append(": ").Append(value);
                }

                return text.Append('}').ToString();
            default: return "";
        }
    }
}
