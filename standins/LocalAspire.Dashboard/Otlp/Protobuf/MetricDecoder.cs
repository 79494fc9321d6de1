using LocalAspire.Dashboard.Otlp.Model;

namespace LocalAspire.Dashboard.Otlp.Protobuf;

/// <summary><c>opentelemetry.proto.metrics.v1</c>. Exemplars are not kept.</summary>
internal sealed class MetricDecoder(DashboardLimits limits)
{
    private const uint Delta = 1;

    private readonly CommonDecoder _common = new(limits);
    private readonly MetricPointDecoder _points = new(limits);

    /// <summary>ExportMetricsServiceRequest.</summary>
    public List<ResourceBatch<Metric>> Read(ReadOnlySpan<byte> request) =>
        CommonDecoder.ReadRequest<Metric>(request, _common, ReadMetric);

    private Metric ReadMetric(ReadOnlySpan<byte> message)
    {
        string name = "", description = "", unit = "";
        var kind = MetricKind.Gauge;
        var data = (Points: new List<MetricPoint>(), Temporality: 0u, Monotonic: false);
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case 1 << 3 | WireType.Length: name = _common.ReadName(reader.ReadBytes()); break;
                case 2 << 3 | WireType.Length: description = _common.ReadName(reader.ReadBytes()); break;
                case 3 << 3 | WireType.Length: unit = _common.ReadName(reader.ReadBytes()); break;
                case 5 << 3 | WireType.Length: (kind, data) = (MetricKind.Gauge, ReadData(reader.ReadBytes(), PointKind.Number)); break;
                case 7 << 3 | WireType.Length: (kind, data) = (MetricKind.Sum, ReadData(reader.ReadBytes(), PointKind.Number)); break;
                case 9 << 3 | WireType.Length: (kind, data) = (MetricKind.Histogram, ReadData(reader.ReadBytes(), PointKind.Histogram)); break;
                case 10 << 3 | WireType.Length: (kind, data) = (MetricKind.Histogram, ReadData(reader.ReadBytes(), PointKind.Exponential)); break;
                case 11 << 3 | WireType.Length: (kind, data) = (MetricKind.Summary, ReadData(reader.ReadBytes(), PointKind.Summary)); break;
                default: reader.Skip(tag); break;
            }
        }

        return new Metric(name, description, unit, kind, data.Temporality == Delta, data.Monotonic, data.Points);
    }

    private (List<MetricPoint> Points, uint Temporality, bool Monotonic) ReadData(ReadOnlySpan<byte> message, PointKind kind)
    {
        var points = new List<MetricPoint>();
        var temporality = 0u;
        var monotonic = false;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case 1 << 3 | WireType.Length: points.Add(_points.Read(kind, reader.ReadBytes())); break;
                case 2 << 3 | WireType.Varint: temporality = (uint)reader.ReadVarint(); break;
                case 3 << 3 | WireType.Varint: monotonic = reader.ReadVarint() != 0; break;
                default: reader.Skip(tag); break;
            }
        }

        return (points, temporality, monotonic);
    }
}
