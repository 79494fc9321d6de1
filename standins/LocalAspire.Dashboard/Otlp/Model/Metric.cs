namespace LocalAspire.Dashboard.Otlp.Model;

/// <summary>The shape of a metric's points.</summary>
internal enum MetricKind
{
    Gauge,
    Sum,
    Histogram,
    Summary,
}

/// <summary>One instrument's points. Delta: they count from the previous point, not from the start. Monotonic: a sum that only grows.</summary>
internal sealed record Metric(
    string Name, string Description, string Unit, MetricKind Kind, bool Delta, bool Monotonic, IReadOnlyList<MetricPoint> Points);

/// <summary>One measurement of one attribute set. Times are nanoseconds since the Unix epoch.</summary>
internal sealed class MetricPoint
{
    public MetricPoint()
    {
    }

    /// <summary>Buckets that do not fit their bounds are left out; count and sum stay.</summary>
    public MetricPoint(List<double> bounds, List<ulong> buckets)
    {
        if (buckets.Count == bounds.Count + 1)
        {
            (Bounds, Buckets) = ([.. bounds], [.. buckets]);
        }
    }

    public ulong Time { get; init; }

    public AttributeList Attributes { get; init; } = AttributeList.Empty;

    /// <summary>Of gauges and sums.</summary>
    public double Value { get; init; }

    /// <summary>Of histograms and summaries.</summary>
    public ulong Count { get; init; }

    /// <summary>Of histograms and summaries.</summary>
    public double Sum { get; init; }

    public double? Min { get; init; }

    public double? Max { get; init; }

    /// <summary>Upper bounds of all buckets but the last; ascending.</summary>
    public double[] Bounds { get; init; } = [];

    /// <summary>One more than <see cref="Bounds"/>, or empty.</summary>
    public ulong[] Buckets { get; init; } = [];
}
