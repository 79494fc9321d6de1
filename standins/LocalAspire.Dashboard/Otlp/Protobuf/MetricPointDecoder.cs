using LocalAspire.Dashboard.Otlp.Model;

namespace LocalAspire.Dashboard.Otlp.Protobuf;

/// <summary>The four kinds of data points.</summary>
internal sealed class MetricPointDecoder(DashboardLimits limits)
{
    private const int MaxBuckets = 512;

    private readonly CommonDecoder _common = new(limits);

    public MetricPoint ReadNumber(ReadOnlySpan<byte> message)
    {
        var time = 0UL;
        var value = 0d;
        List<OtlpAttribute>? attributes = null;
        var dropped = 0;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case 3 << 3 | WireType.Fixed64: time = reader.ReadFixed64(); break;
                case 4 << 3 | WireType.Fixed64: value = reader.ReadDouble(); break;
                case 6 << 3 | WireType.Fixed64: value = (long)reader.ReadFixed64(); break;
                case 7 << 3 | WireType.Length: _common.AddAttribute(reader.ReadBytes(), ref attributes, ref dropped); break;
                default: reader.Skip(tag); break;
            }
        }

        return new MetricPoint { Time = time, Value = value, Attributes = CommonDecoder.ToList(attributes, dropped) };
    }

    public MetricPoint ReadHistogram(ReadOnlySpan<byte> message)
    {
        ulong time = 0, count = 0;
        var sum = 0d;
        double? min = null, max = null;
        var buckets = new List<ulong>();
        var bounds = new List<double>();
        List<OtlpAttribute>? attributes = null;
        var dropped = 0;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case 3 << 3 | WireType.Fixed64: time = reader.ReadFixed64(); break;
                case 4 << 3 | WireType.Fixed64: count = reader.ReadFixed64(); break;
                case 5 << 3 | WireType.Fixed64: sum = reader.ReadDouble(); break;
                case 6 << 3 | WireType.Length: ReadPacked(reader.ReadBytes(), buckets, static bits => bits); break;
                case 6 << 3 | WireType.Fixed64: Add(buckets, reader.ReadFixed64()); break;
                case 7 << 3 | WireType.Length: ReadPacked(reader.ReadBytes(), bounds, BitConverter.UInt64BitsToDouble); break;
                case 7 << 3 | WireType.Fixed64: Add(bounds, reader.ReadDouble()); break;
                case 9 << 3 | WireType.Length: _common.AddAttribute(reader.ReadBytes(), ref attributes, ref dropped); break;
                case 11 << 3 | WireType.Fixed64: min = reader.ReadDouble(); break;
                case 12 << 3 | WireType.Fixed64: max = reader.ReadDouble(); break;
                default: reader.Skip(tag); break;
            }
        }

        return Histogram(time, count, sum, min, max, bounds, buckets, CommonDecoder.ToList(attributes, dropped));
    }

    public MetricPoint ReadExponential(ReadOnlySpan<byte> message)
    {
        ulong time = 0, count = 0, zeros = 0;
        var sum = 0d;
        double? min = null, max = null;
        var scale = 0;
        var positive = (Offset: 0, Counts: new List<ulong>());
        var negative = (Offset: 0, Counts: new List<ulong>());
        List<OtlpAttribute>? attributes = null;
        var dropped = 0;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case 1 << 3 | WireType.Length: _common.AddAttribute(reader.ReadBytes(), ref attributes, ref dropped); break;
                case 3 << 3 | WireType.Fixed64: time = reader.ReadFixed64(); break;
                case 4 << 3 | WireType.Fixed64: count = reader.ReadFixed64(); break;
                case 5 << 3 | WireType.Fixed64: sum = reader.ReadDouble(); break;
                case 6 << 3 | WireType.Varint: scale = reader.ReadZigZag32(); break;
                case 7 << 3 | WireType.Fixed64: zeros = reader.ReadFixed64(); break;
                case 8 << 3 | WireType.Length: positive = ReadBuckets(reader.ReadBytes()); break;
                case 9 << 3 | WireType.Length: negative = ReadBuckets(reader.ReadBytes()); break;
                case 12 << 3 | WireType.Fixed64: min = reader.ReadDouble(); break;
                case 13 << 3 | WireType.Fixed64: max = reader.ReadDouble(); break;
                default: reader.Skip(tag); break;
            }
        }

        var (bounds, buckets) = ExponentialBuckets.ToExplicit(scale, zeros, positive, negative);
        return Histogram(time, count, sum, min, max, bounds, buckets, CommonDecoder.ToList(attributes, dropped));
    }

    public MetricPoint ReadSummary(ReadOnlySpan<byte> message)
    {
        ulong time = 0, count = 0;
        var sum = 0d;
        List<OtlpAttribute>? attributes = null;
        var dropped = 0;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case 3 << 3 | WireType.Fixed64: time = reader.ReadFixed64(); break;
                case 4 << 3 | WireType.Fixed64: count = reader.ReadFixed64(); break;
                case 5 << 3 | WireType.Fixed64: sum = reader.ReadDouble(); break;
                case 7 << 3 | WireType.Length: _common.AddAttribute(reader.ReadBytes(), ref attributes, ref dropped); break;
                default: reader.Skip(tag); break;
            }
        }

        return new MetricPoint { Time = time, Count = count, Sum = sum, Attributes = CommonDecoder.ToList(attributes, dropped) };
    }

    /// <summary>Buckets that do not fit their bounds are left out; count and sum stay.</summary>
    internal static MetricPoint Histogram(
        ulong time, ulong count, double sum, double? min, double? max, List<double> bounds, List<ulong> buckets, AttributeList attributes)
    {
        var fits = buckets.Count == bounds.Count + 1;
        return new MetricPoint
        {
            Time = time,
            Count = count,
            Sum = sum,
            Min = min,
            Max = max,
            Bounds = fits ? bounds.ToArray() : [],
            Buckets = fits ? buckets.ToArray() : [],
            Attributes = attributes,
        };
    }

    private static (int Offset, List<ulong> Counts) ReadBuckets(ReadOnlySpan<byte> message)
    {
        var offset = 0;
        var counts = new List<ulong>();
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case 1 << 3 | WireType.Varint: offset = reader.ReadZigZag32(); break;
                case 2 << 3 | WireType.Varint: Add(counts, reader.ReadVarint()); break;
                case 2 << 3 | WireType.Length:
                    var rest = reader.ReadBytes();
                    var packed = new ProtoReader(rest);
                    while (!packed.AtEnd)
                    {
                        Add(counts, packed.ReadVarint());
                    }

                    break;
                default: reader.Skip(tag); break;
            }
        }

        return (offset, counts);
    }

    private static void ReadPacked<T>(ReadOnlySpan<byte> packed, List<T> target, Func<ulong, T> convert)
    {
        var reader = new ProtoReader(packed);
        while (!reader.AtEnd)
        {
            Add(target, convert(reader.ReadFixed64()));
        }
    }

    private static void Add<T>(List<T> target, T value)
    {
        if (target.Count >= MaxBuckets)
        {
            throw new OtlpDecodingException($"A histogram has more than {MaxBuckets} buckets.");
        }

        target.Add(value);
    }
}
