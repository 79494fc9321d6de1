using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Services.Gateway.Metrics;

/// <summary>Adds up the platform's instruments in this process for <c>/metrics</c>. OTLP export goes its own way.</summary>
internal sealed class MetricCollector : IHostedService, IDisposable
{
    private const string Prefix = "Switchboard.";
    private const int MaxSeries = 2_000;

    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly SortedDictionary<(string Name, string Labels), MetricSeries> _series = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.InstrumentPublished = static (instrument, listening) =>
        {
            if (instrument.Meter.Name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Prometheus text format, version 0.0.4.</summary>
    public string ToPrometheus()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        lock (_gate)
        {
            var last = "";
            foreach (var one in _series.Values)
            {
                if (one.Name != last)
                {
                    last = one.Name;
                    var type = one.Kind.ToString().ToUpperInvariant() switch { "COUNTER" => "counter", "GAUGE" => "gauge", _ => "histogram" };
                    text.Append(CultureInfo.InvariantCulture, $"# HELP {one.Name} {one.Description}\n# TYPE {one.Name} {type}\n");
                }

                Write(text, one);
            }
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var kind = instrument.GetType().Name switch
        {
            "Histogram`1" => SeriesKind.Histogram,
            "Counter`1" or "ObservableCounter`1" => SeriesKind.Counter,
            _ => SeriesKind.Gauge,
        };
        var key = (NameOf(instrument, kind), LabelsOf(tags));
        lock (_gate)
        {
            if (!_series.TryGetValue(key, out var found))
            {
                if (_series.Count == MaxSeries)
                {
                    return;
                }

                found = new MetricSeries(key.Item1, kind, instrument.Description ?? "", key.Item2);
                _series.Add(key, found);
            }

            found.Record(value, instrument.IsObservable);
        }
    }

    private static void Write(StringBuilder text, MetricSeries one)
    {
        if (one.Kind != SeriesKind.Histogram)
        {
            text.Append(CultureInfo.InvariantCulture, $"{one.Name}{Braced(one.Labels)} {one.Value}\n");
            return;
        }

        var separator = one.Labels.Length == 0 ? "" : ",";
        for (var i = 0; i < MetricSeries.Bounds.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{one.Name}_bucket{{{one.Labels}{separator}le=\"{MetricSeries.Bounds[i]}\"}} {one.Buckets[i]}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{one.Name}_bucket{{{one.Labels}{separator}le=\"+Inf\"}} {one.Count}\n");
        text.Append(CultureInfo.InvariantCulture, $"{one.Name}_sum{Braced(one.Labels)} {one.Value}\n{one.Name}_count{Braced(one.Labels)} {one.Count}\n");
    }

    private static string Braced(string labels) => labels.Length == 0 ? "" : $"{{{labels}}}";

    private static string NameOf(Instrument instrument, SeriesKind kind)
    {
        var name = instrument.Name.Replace('.', '_');
        return kind switch
        {
            SeriesKind.Counter => $"{name}_total",
            SeriesKind.Histogram when instrument.Unit == "s" => $"{name}_seconds",
            _ => name,
        };
    }

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var labels = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            labels.Append(labels.Length == 0 ? "" : ",").Append(key.Replace('.', '_')).Append("=\"")
                .Append(value?.ToString()?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal))
                .Append('"');
        }

        return labels.ToString();
    }
}
