using LocalAspire.Dashboard.Otlp.Model;

namespace LocalAspire.Dashboard.Telemetry;

/// <summary>Everything that was received, in memory, bounded by <see cref="DashboardLimits"/>. Thread-safe.</summary>
internal sealed class TelemetryStore(DashboardLimits limits)
{
    public ResourceRegistry Resources { get; } = new(limits);

    public TraceStore Traces { get; } = new(limits);

    public LogStore Logs { get; } = new(limits);

    public MetricStore Metrics { get; } = new(limits);

    /// <summary>Returns how many spans were refused.</summary>
    public int Add(IEnumerable<ResourceBatch<Span>> batches)
    {
        var rejected = 0;
        foreach (var batch in batches)
        {
            var resource = Resources.Resolve(batch.Resource);
            foreach (var scope in batch.Scopes)
            {
                rejected += Traces.Add(resource, scope.Scope, scope.Items);
            }
        }

        return rejected;
    }

    public void Add(IEnumerable<ResourceBatch<LogRecord>> batches)
    {
        foreach (var batch in batches)
        {
            var resource = Resources.Resolve(batch.Resource);
            foreach (var scope in batch.Scopes)
            {
                Logs.Add(resource, scope.Scope, scope.Items);
            }
        }
    }

    public void Add(IEnumerable<ResourceBatch<Metric>> batches)
    {
        foreach (var batch in batches)
        {
            var resource = Resources.Resolve(batch.Resource);
            foreach (var scope in batch.Scopes)
            {
                Metrics.Add(resource, scope.Scope, scope.Items);
            }
        }
    }
}
