using System.Globalization;
using System.Text;
using LocalAspire.Dashboard.Otlp.Model;
using LocalAspire.Dashboard.Pages.Rendering;
using LocalAspire.Dashboard.Telemetry;

namespace LocalAspire.Dashboard.Pages.Metrics;

/// <summary>The course of a series as a small line.</summary>
internal static class Sparkline
{
    private const double Width = 120;
    private const double Height = 28;

    /// <summary>
    /// What is worth drawing: a gauge's values, the growth per second of what only grows, the mean of a histogram between two points.
    /// </summary>
    public static double[] Values(Instrument instrument, MetricSeries series)
    {
        var points = series.Points;
        return instrument.Kind switch
        {
            MetricKind.Histogram or MetricKind.Summary when instrument.Delta => [.. points.Select(point => Mean(point.Sum, point.Count))],
            MetricKind.Histogram or MetricKind.Summary =>
                [.. points.Zip(points.Skip(1), (before, after) => Mean(after.Sum - before.Sum, after.Count - (double)before.Count))],
            MetricKind.Sum when instrument is { Monotonic: true, Delta: false } =>
                [.. points.Zip(points.Skip(1), (before, after) => Math.Max(0, after.Value - before.Value) / Math.Max(1e-3, (after.Time - (double)before.Time) / 1e9))],
            _ => [.. points.Select(point => point.Value)],
        };
    }

    public static Html Draw(double[] values)
    {
        if (values.Length < 2)
        {
            return Html.Empty;
        }

        var (low, high) = (values.Min(), values.Max());
        var range = high > low ? high - low : 1;
        var path = new StringBuilder();
        for (var index = 0; index < values.Length; index++)
        {
            var x = Width * index / (values.Length - 1);
            var y = Height - 2 - ((Height - 4) * (values[index] - low) / range);
            path.Append(CultureInfo.InvariantCulture, $"{(index == 0 ? 'M' : 'L')}{x:0.#} {y:0.#}");
        }

        return Html.Of($"""<svg class="spark" viewBox="0 0 120 28" preserveAspectRatio="none" aria-hidden="true"><path d="{path.ToString()}"/></svg>""");
    }

    private static double Mean(double sum, double count) => count > 0 ? sum / count : 0;
}
