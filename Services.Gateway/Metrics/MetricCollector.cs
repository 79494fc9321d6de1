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
    private readonly Func<MetricSeries, MetricSeries?> _share;

    public MetricCollector() => _share = Share;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.InstrumentPublished = static (instrument, listening) =>
        {
            if (instrument.Meter.Name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                listening.EnableMeasurementEvents(instrument, new InstrumentSeries(instrument));
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => Record(state, value, tags));
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
                    var type = one.Kind.ToString().ToUpperInvariant() switch
                    {
                        "COUNTER" => "counter",
                        "GAUGE" => "gauge",
                        _ => "histogram",
                    };
                    text.Append(CultureInfo.InvariantCulture, $"# HELP {one.Name} {one.Description}\n# TYPE {one.Name} {type}\n");
                }

                Write(text, one);
            }
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Record(object? state, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var instrument = (InstrumentSeries)state!;
        lock (_gate)
        {
            instrument.Of(tags, _share)?.Record(value, instrument.TellsTotals);
        }
    }

    /// <summary>Instruments of one name share a series. Null if there are too many.</summary>
    private MetricSeries? Share(MetricSeries series)
    {
        if (_series.TryGetValue((series.Name, series.Labels), out var known))
        {
            return known;
        }

        return _series.Count < MaxSeries && _series.TryAdd((series.Name, series.Labels), series) ? series : null;
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
            text.Append(
                CultureInfo.InvariantCulture,
                $"{one.Name}_bucket{{{one.Labels}{separator}le=\"{MetricSeries.Bounds[i]}\"}} {one.Buckets[i]}\n"
            );
        }

        text.Append(CultureInfo.InvariantCulture, $"{one.Name}_bucket{{{one.Labels}{separator}le=\"+Inf\"}} {one.Count}\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"{one.Name}_sum{Braced(one.Labels)} {one.Value}\n{one.Name}_count{Braced(one.Labels)} {one.Count}\n"
        );
    }

    private static string Braced(string labels) => labels.Length == 0 ? "" : $"{{{labels}}}";
}
