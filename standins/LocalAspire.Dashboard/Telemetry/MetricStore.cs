using LocalAspire.Dashboard.Otlp.Model;

namespace LocalAspire.Dashboard.Telemetry;

/// <summary>One attribute set of an instrument, with its latest points, oldest first.</summary>
internal sealed record MetricSeries(AttributeList Attributes, IReadOnlyList<MetricPoint> Points);

/// <summary>One instrument of a resource.</summary>
internal sealed record Instrument(
    InstrumentationScope Scope, string Name, string Description, string Unit, MetricKind Kind, bool Delta, bool Monotonic, IReadOnlyList<MetricSeries> Series);

/// <summary>The latest points of every instrument. Thread-safe.</summary>
internal sealed class MetricStore(DashboardLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TelemetryResource, ResourceMetrics> _resources = [];
    private long _version;

    /// <summary>Grows with each change.</summary>
    public long Version => Interlocked.Read(ref _version);

    public void Add(TelemetryResource resource, InstrumentationScope scope, IReadOnlyList<Metric> metrics)
    {
        lock (_gate)
        {
            if (!_resources.TryGetValue(resource, out var kept))
            {
                if (_resources.Count >= limits.Resources)
                {
                    _resources.Remove(_resources.MinBy(pair => pair.Value.Version).Key);
                }

                _resources.Add(resource, kept = new ResourceMetrics());
            }

            kept.Version = Interlocked.Increment(ref _version);
            foreach (var metric in metrics)
            {
                kept.Add(scope, metric, limits);
            }

            resource.HasMetrics |= metrics.Count > 0;
        }
    }

    /// <summary>The instruments of a resource, by scope and name.</summary>
    public IReadOnlyList<Instrument> Of(TelemetryResource resource)
    {
        lock (_gate)
        {
            return _resources.TryGetValue(resource, out var kept) ? kept.Snapshot() : [];
        }
    }

    private sealed class ResourceMetrics
    {
        private readonly Dictionary<(string Scope, string Name), Kept> _instruments = [];
        private int _series;

        public long Version { get; set; }

        public void Add(InstrumentationScope scope, Metric metric, DashboardLimits limits)
        {
            var key = (scope.Name, metric.Name);
            if (!_instruments.TryGetValue(key, out var kept))
            {
                if (_series >= limits.MetricSeriesPerResource)
                {
                    return;
                }

                _instruments.Add(key, kept = new Kept(scope, metric));
            }

            foreach (var point in metric.Points)
            {
                var identity = AttributeValue.Of(point.Attributes).ToString();
                if (!kept.Series.TryGetValue(identity, out var points))
                {
                    if (_series >= limits.MetricSeriesPerResource)
                    {
                        continue;
                    }

                    _series++;
                    kept.Series.Add(identity, points = new Queue<MetricPoint>());
                }
                else if (points.Count >= limits.PointsPerMetricSeries)
                {
                    points.Dequeue();
                }

                points.Enqueue(point);
            }
        }

        public IReadOnlyList<Instrument> Snapshot() =>
        [
            .. from kept in _instruments.Values
               let metric = kept.Metric
               orderby kept.Scope.Name, metric.Name
               select new Instrument(
                   kept.Scope, metric.Name, metric.Description, metric.Unit, metric.Kind, metric.Delta, metric.Monotonic,
                   [.. kept.Series.Values.Select(points => new MetricSeries(points.Peek().Attributes, [.. points]))]),
        ];
    }

    private sealed class Kept(InstrumentationScope scope, Metric metric)
    {
        public InstrumentationScope Scope { get; } = scope;

        public Metric Metric { get; } = metric with { Points = [] };

        public Dictionary<string, Queue<MetricPoint>> Series { get; } = [];
    }
}
