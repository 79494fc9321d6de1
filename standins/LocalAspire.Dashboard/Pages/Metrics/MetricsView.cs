using LocalAspire.Dashboard.Otlp.Model;
using LocalAspire.Dashboard.Pages.Rendering;
using LocalAspire.Dashboard.Pages.Shell;
using LocalAspire.Dashboard.Telemetry;

namespace LocalAspire.Dashboard.Pages.Metrics;

/// <summary>The instruments of one resource with their latest values.</summary>
internal sealed class MetricsView(ResourcePalette palette)
{
    private const int MaxSeries = 12;

    public Html Page(IReadOnlyList<TelemetryResource> resources, TelemetryResource? selected, Html instruments) => Html.Of($"""
        <div class="heading"><h1>Metrics</h1></div>
        {(selected is null
            ? EmptyState.Of("No metrics yet", Html.Of($"Services export their metrics every few seconds to a minute, over OTLP."))
            : Html.Of($"""
                <div class="console-layout">
                <nav class="picker" aria-label="Resource">{resources.Select(resource => Html.Of($"""<a href="/metrics?resource={Uri.EscapeDataString(resource.CompositeName)}"{Html.When(resource == selected, () => Html.Of($" aria-current=\"true\""))}>{palette.Tag(resource.Name, resource.CompositeName)}</a>"""))}</nav>
                <div data-live="/live/metrics?resource={Uri.EscapeDataString(selected.CompositeName)}">{instruments}</div>
                </div>
                """))}
        """);

    public static Html List(IReadOnlyList<Instrument> instruments) => Html.Join(
        instruments.GroupBy(instrument => instrument.Scope.Name).Select(scope => Html.Of($"""
            <section class="scope" data-key="{scope.Key}"><h2>{scope.Key}</h2>{scope.Select(Card)}</section>
            """)));

    private static Html Card(Instrument instrument) => Html.Of($"""
        <article class="instrument"><h3>{instrument.Name}{Html.When(instrument.Unit.Length > 0, () => Html.Of($" <small>{instrument.Unit}</small>"))}</h3>
        {Html.When(instrument.Description.Length > 0, () => Html.Of($"<p>{instrument.Description}</p>"))}
        <table>{(instrument.Kind is MetricKind.Histogram or MetricKind.Summary ? HistogramHead : Html.Empty)}<tbody>{instrument.Series.Take(MaxSeries).Select(series => Row(instrument, series))}</tbody></table>
        {Html.When(instrument.Series.Count > MaxSeries, () => Html.Of($"""<p class="muted">and {instrument.Series.Count - MaxSeries} more</p>"""))}
        </article>
        """);

    private static readonly Html HistogramHead = Html.Of($"""<thead><tr><th></th><th scope="col">count</th><th scope="col">p50</th><th scope="col">p90</th><th scope="col">p99</th><th></th></tr></thead>""");

    private static Html Row(Instrument instrument, MetricSeries series)
    {
        var latest = series.Points[^1];
        var values = instrument.Kind is MetricKind.Histogram or MetricKind.Summary
            ? Html.Of($"""<td>{latest.Count}</td><td>{Quantile(latest, 0.5)}</td><td>{Quantile(latest, 0.9)}</td><td>{Quantile(latest, 0.99)}</td>""")
            : Html.Of($"""<td>{Format.Number(latest.Value)}</td>""");
        return Html.Of($"""<tr><th scope="row">{Labels(series.Attributes)}</th>{values}<td>{Sparkline.Draw(Sparkline.Values(instrument, series))}</td></tr>""");
    }

    private static Html Labels(AttributeList attributes) => attributes.Items.Length == 0
        ? Html.Of($"""<span class="muted">all</span>""")
        : Html.Join(attributes.Items.Select(attribute => Html.Of($"""<span class="label"><span class="muted">{attribute.Key}</span> {attribute.Value.ToString()}</span>""")));

    private static string Quantile(MetricPoint point, double quantile) =>
        Percentiles.Estimate(point, quantile) is { } value ? Format.Number(value) : "–";
}
