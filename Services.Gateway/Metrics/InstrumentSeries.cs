using System.Diagnostics.Metrics;
using System.Text;

namespace Services.Gateway.Metrics;

/// <summary>
/// An instrument and the series it has made. Finds the series of a measurement without making a string. Guarded by the collector's lock.
/// </summary>
internal sealed class InstrumentSeries(Instrument instrument)
{
    private readonly Dictionary<string, MetricSeries> _byOnlyValue = new(StringComparer.Ordinal);
    private MetricSeries? _plain;
    private string? _onlyKey;

    public SeriesKind Kind { get; } =
        instrument.GetType().Name switch
        {
            "Histogram`1" => SeriesKind.Histogram,
            "Counter`1" or "ObservableCounter`1" => SeriesKind.Counter,
            _ => SeriesKind.Gauge,
        };

    /// <summary>Its name for Prometheus.</summary>
    public string Name => field ??= NameOf(instrument, Kind);

    /// <summary>True if it tells totals and not what is to be added.</summary>
    public bool TellsTotals { get; } = instrument.IsObservable;

    /// <summary>
    /// The series with these attributes; <paramref name="share"/> is asked about one that the instrument has not had, and may refuse it.
    /// </summary>
    public MetricSeries? Of(ReadOnlySpan<KeyValuePair<string, object?>> tags, Func<MetricSeries, MetricSeries?> share)
    {
        // Nearly every instrument here has no attribute, or always the same one with a text.
        if (tags.IsEmpty)
        {
            return _plain ??= share(NewSeries(""));
        }

        if (tags.Length > 1 || tags[0].Value is not string value || tags[0].Key != (_onlyKey ??= tags[0].Key))
        {
            return share(NewSeries(LabelsOf(tags)));
        }

        if (!_byOnlyValue.TryGetValue(value, out var series) && (series = share(NewSeries(LabelsOf(tags)))) is not null)
        {
            _byOnlyValue.Add(value, series);
        }

        return series;
    }

    private MetricSeries NewSeries(string labels) => new(Name, Kind, instrument.Description ?? "", labels);

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
        var labels = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            labels
                .Append(labels.Length == 0 ? "" : ",")
                .Append(key.Replace('.', '_'))
                .Append("=\"")
                .Append(
                    value
                        ?.ToString()
                        ?.Replace("\\", "\\\\", StringComparison.Ordinal)
                        .Replace("\"", "\\\"", StringComparison.Ordinal)
                        .Replace("\n", "\\n", StringComparison.Ordinal)
                )
                .Append('"');
        }

        return labels.ToString();
    }
}
