using System.Text.Json;
using LocalAspire.Dashboard.Otlp.Model;

namespace LocalAspire.Dashboard.Otlp.Json;

/// <summary>ExportMetricsServiceRequest in OTLP's JSON mapping.</summary>
internal sealed class JsonMetricDecoder(DashboardLimits limits)
{
    private const int Delta = 1;
    private const int MaxBuckets = 512;

    private readonly JsonCommonDecoder _common = new(limits);

    public List<ResourceBatch<Metric>> Read(ReadOnlyMemory<byte> request) =>
        _common.ReadRequest(request, "resourceMetrics", "scopeMetrics", "metrics", ReadMetric);

    private Metric ReadMetric(JsonElement metric)
    {
        var (kind, data, read) =
            metric.TryGet("sum", out var value) ? (MetricKind.Sum, value, ReadNumber)
            : metric.TryGet("histogram", out value) ? (MetricKind.Histogram, value, ReadHistogram)
            : metric.TryGet("exponentialHistogram", out value) ? (MetricKind.Histogram, value, ReadExponential)
            : metric.TryGet("summary", out value) ? (MetricKind.Summary, value, ReadSummary)
            : metric.TryGet("gauge", out value) ? (MetricKind.Gauge, value, (Func<JsonElement, MetricPoint>)ReadNumber)
            : (MetricKind.Gauge, metric, ReadNumber);
        return new Metric(
            _common.Cut(metric.Text("name")),
            _common.Cut(metric.Text("description")),
            _common.Cut(metric.Text("unit")),
            kind,
            data.Integer("aggregationTemporality") == Delta,
            data.Flag("isMonotonic"),
            [.. data.Items("dataPoints").Select(read)]);
    }

    private MetricPoint ReadNumber(JsonElement point) => new()
    {
        Time = point.Unsigned("timeUnixNano"),
        Value = point.TryGet("asInt", out var integer) ? JsonReading.ReadSigned(integer, "asInt") : point.Real("asDouble"),
        Attributes = _common.ReadAttributes(point),
    };

    private MetricPoint ReadHistogram(JsonElement point) => ReadHistogram(
        point, point.Items("explicitBounds").Select(item => JsonReading.ReadReal(item, "explicitBounds")).ToList(), ReadCounts(point));

    private MetricPoint ReadExponential(JsonElement point)
    {
        var (bounds, buckets) = ExponentialBuckets.ToExplicit(
            point.Integer("scale"), point.Unsigned("zeroCount"), ReadBuckets(point, "positive"), ReadBuckets(point, "negative"));
        return ReadHistogram(point, bounds, buckets);
    }

    private MetricPoint ReadHistogram(JsonElement point, List<double> bounds, List<ulong> buckets) => new(bounds, buckets)
    {
        Time = point.Unsigned("timeUnixNano"),
        Count = point.Unsigned("count"),
        Sum = point.Real("sum"),
        Min = point.OptionalReal("min"),
        Max = point.OptionalReal("max"),
        Attributes = _common.ReadAttributes(point),
    };

    private MetricPoint ReadSummary(JsonElement point) => new()
    {
        Time = point.Unsigned("timeUnixNano"),
        Count = point.Unsigned("count"),
        Sum = point.Real("sum"),
        Attributes = _common.ReadAttributes(point),
    };

    private static (int Offset, List<ulong> Counts) ReadBuckets(JsonElement point, string name) =>
        point.TryGet(name, out var side) ? (side.Integer("offset"), ReadCounts(side)) : (0, []);

    private static List<ulong> ReadCounts(JsonElement parent)
    {
        var counts = parent.Items("bucketCounts").Select(item => JsonReading.ReadUnsigned(item, "bucketCounts")).ToList();
        return counts.Count <= MaxBuckets
            ? counts
            : throw new OtlpDecodingException($"A histogram has more than {MaxBuckets} buckets.");
    }
}
