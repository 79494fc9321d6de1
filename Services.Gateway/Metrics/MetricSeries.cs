namespace Services.Gateway.Metrics;

/// <summary>The kinds of series, after Prometheus.</summary>
internal enum SeriesKind
{
    Counter,
    Gauge,
    Histogram,
}

/// <summary>One instrument with one set of attributes. Guarded by the collector's lock.</summary>
internal sealed class MetricSeries(string name, SeriesKind kind, string description, string labels)
{
    /// <summary>Upper bounds of the buckets, in seconds.</summary>
    public static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly long[] _buckets = kind == SeriesKind.Histogram ? new long[Bounds.Length] : [];

    public string Name => name;

    public SeriesKind Kind => kind;

    public string Description => description;

    public string Labels => labels;

    /// <summary>The counter's or gauge's value; a histogram's sum.</summary>
    public double Value { get; private set; }

    /// <summary>A histogram's measurements.</summary>
    public long Count { get; private set; }

    /// <summary>Measurements at or below each of <see cref="Bounds"/>.</summary>
    public IReadOnlyList<long> Buckets => _buckets;

    public void Record(double measurement, bool isTotal)
    {
        if (isTotal)
        {
            Value = measurement;
            return;
        }

        Value += measurement;
        Count++;
        for (var i = _buckets.Length - 1; i >= 0 && measurement <= Bounds[i]; i--)
        {
            _buckets[i]++;
        }
    }
}
