using LocalAspire.Dashboard.Otlp.Model;
using static LocalAspire.Dashboard.Otlp.Protobuf.PointKind;

namespace LocalAspire.Dashboard.Otlp.Protobuf;

/// <summary>The messages that a metric's points are sent as.</summary>
internal enum PointKind
{
    Number,
    Histogram,
    Exponential,
    Summary,
}

/// <summary>The four kinds of data points.</summary>
internal sealed class MetricPointDecoder(DashboardLimits limits)
{
    private const int MaxBuckets = 512;

    private readonly CommonDecoder _common = new(limits);

    /// <summary>The kinds agree on time, count and sum; what else they have, each has at a field number of its own.</summary>
    public MetricPoint Read(PointKind kind, ReadOnlySpan<byte> message)
    {
        ulong time = 0, count = 0, zeros = 0;
        double value = 0, sum = 0;
        double? min = null, max = null;
        var scale = 0;
        List<double> bounds = [];
        List<ulong> buckets = [];
        (int Offset, List<ulong> Counts) positive = (0, []), negative = (0, []);
        List<OtlpAttribute>? attributes = null;
        var dropped = 0;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (kind, tag)
            {
                case (Number or Summary, 7 << 3 | WireType.Length):
                case (Histogram, 9 << 3 | WireType.Length):
                case (Exponential, 1 << 3 | WireType.Length): _common.AddAttribute(reader.ReadBytes(), ref attributes, ref dropped); break;
                case (_, 3 << 3 | WireType.Fixed64): time = reader.ReadFixed64(); break;
                case (Number, 4 << 3 | WireType.Fixed64): value = reader.ReadDouble(); break;
                case (Number, 6 << 3 | WireType.Fixed64): value = (long)reader.ReadFixed64(); break;
                case (_, 4 << 3 | WireType.Fixed64): count = reader.ReadFixed64(); break;
                case (_, 5 << 3 | WireType.Fixed64): sum = reader.ReadDouble(); break;
                case (Histogram, 6 << 3 | WireType.Length): ReadPacked(reader.ReadBytes(), buckets, static bits => bits); break;
                case (Histogram, 6 << 3 | WireType.Fixed64): Add(buckets, reader.ReadFixed64()); break;
                case (Histogram, 7 << 3 | WireType.Length): ReadPacked(reader.ReadBytes(), bounds, BitConverter.UInt64BitsToDouble); break;
                case (Histogram, 7 << 3 | WireType.Fixed64): Add(bounds, reader.ReadDouble()); break;
                case (Exponential, 6 << 3 | WireType.Varint): scale = reader.ReadZigZag32(); break;
                case (Exponential, 7 << 3 | WireType.Fixed64): zeros = reader.ReadFixed64(); break;
                case (Exponential, 8 << 3 | WireType.Length): positive = ReadBuckets(reader.ReadBytes()); break;
                case (Exponential, 9 << 3 | WireType.Length): negative = ReadBuckets(reader.ReadBytes()); break;
                case (Histogram, 11 << 3 | WireType.Fixed64):
                case (Exponential, 12 << 3 | WireType.Fixed64): min = reader.ReadDouble(); break;
                case (Histogram, 12 << 3 | WireType.Fixed64):
                case (Exponential, 13 << 3 | WireType.Fixed64): max = reader.ReadDouble(); break;
                default: reader.Skip(tag); break;
            }
        }

        if (kind == Exponential)
        {
            (bounds, buckets) = ExponentialBuckets.ToExplicit(scale, zeros, positive, negative);
        }

        return new MetricPoint(bounds, buckets)
        {
            Time = time,
            Value = value,
            Count = count,
            Sum = sum,
            Min = min,
            Max = max,
            Attributes = CommonDecoder.ToList(attributes, dropped),
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
