using System.Globalization;
using LocalAspire.Dashboard.Otlp.Model;
using LocalAspire.Dashboard.Pages.Rendering;
using LocalAspire.Dashboard.Telemetry;

namespace LocalAspire.Dashboard.Pages.Traces;

/// <summary>One trace as a waterfall, with the details of the span that is selected.</summary>
internal sealed class TraceView(ResourcePalette palette)
{
    private const int MaxRows = 2_000;
    private const int MaxIndent = 24;
    private const int Ticks = 4;

    public static Html Page(Trace trace, int logs, Html waterfall, Html details) => Html.Of($"""
        <p class="crumbs"><a href="/traces">Traces</a></p>
        <div class="heading"><h1>{trace.Root.Span.Name}</h1><code class="muted">{trace.Id.ToString()}</code><button type="button" class="quiet" data-copy="{trace.Id.ToString()}">Copy id</button>
        <a class="button" href="/structuredlogs?traceId={trace.Id.ToString()}">{Format.Count(logs, "log", "logs")}</a></div>
        <div class="trace" data-trace="/traces/detail/{trace.Id.ToString()}">
        <div data-live="/live/traces/{trace.Id.ToString()}">{waterfall}</div>
        <aside class="span-details" aria-label="Span" aria-live="polite">{details}</aside>
        </div>
        """);

    public Html Tree(Waterfall waterfall, SpanId? selected)
    {
        var trace = waterfall.Trace;
        return Html.Of($"""
            <dl class="facts">
            <div><dt>Started</dt><dd>{Format.Time(trace.Start, "datetime")}</dd></div>
            <div><dt>Duration</dt><dd>{Format.Duration(trace.Duration)}</dd></div>
            <div><dt>Spans</dt><dd>{trace.Spans.Count}</dd></div>
            <div><dt>Depth</dt><dd>{waterfall.Depth}</dd></div>
            <div><dt>Resources</dt><dd class="legend">{trace.Spans.Select(entry => entry.Resource.Name).Distinct().Select(name => palette.Tag(name))}</dd></div>
            {Html.When(trace.HasErrors, () => Html.Of($"""<div class="bad"><dt>Errors</dt><dd>{trace.Errors}</dd></div>"""))}
            </dl>
            {Warnings(waterfall)}
            <div class="waterfall">
            <div class="ruler" aria-hidden="true"><span></span><span class="ticks">{Enumerable.Range(0, Ticks + 1).Select(tick => Html.Of($"<i>{Format.Duration(trace.Duration * (ulong)tick / Ticks)}</i>"))}</span></div>
            <div role="tree" aria-label="Spans">{waterfall.Rows.Take(MaxRows).Select(row => Row(waterfall, row, selected))}</div>
            </div>
            """);
    }

    private static Html Warnings(Waterfall waterfall)
    {
        var trace = waterfall.Trace;
        var orphans = waterfall.Orphans;
        return Html.Of($"""
            {Html.When(orphans > 0, () => Html.Of($"""<p class="banner warn">{(orphans == 1 ? "1 span has a parent that is" : $"{orphans} spans have a parent that is")} not here. It may still be running or on its way; if it never arrives, it was not exported, as when its process is killed.</p>"""))}
            {Html.When(trace.Dropped > 0, () => Html.Of($"""<p class="banner warn">{Format.Count(trace.Dropped, "span is", "spans are")} missing: the trace has more than are kept.</p>"""))}
            {Html.When(waterfall.Rows.Count > MaxRows, () => Html.Of($"""<p class="banner">The first {MaxRows} of {waterfall.Rows.Count} spans are shown. The telemetry API has all of them.</p>"""))}
            """);
    }

    private Html Row(Waterfall waterfall, WaterfallRow row, SpanId? selected)
    {
        if (row.IsMissing)
        {
            return Missing(waterfall.Trace, row);
        }

        var (entry, span) = (row.Entry, row.Entry.Span);
        var id = span.SpanId.ToString();
        var classes = $"row {palette.ClassOf(entry.Resource.Name)}{(span.IsError ? " failed" : "")}";
        var label = $"{entry.Resource.Name}: {span.Name}, {Format.Duration(span.Duration)}{(span.IsError ? ", error" : "")}";
        return Html.Of($"""
            <a class="{classes}" role="treeitem" id="s{id}" data-key="s{id}" data-span="{id}" href="?span={id}" aria-level="{row.Depth + 1}" aria-label="{label}" aria-selected="{(span.SpanId == selected ? "true" : "false")}"{Html.When(row.Descendants > 0, () => Html.Of($" aria-expanded=\"true\""))}><span class="name">{Indent(row.Depth)}<i class="twist{(row.Descendants > 0 ? "" : " leaf")}"></i><i class="dot"></i>{Html.When(span.IsError, () => Html.Of($"""<i class="mark" title="Error">!</i>"""))}<b>{span.Name}</b><small>{entry.Resource.Name}</small></span>{Bar(waterfall.Trace, row, Format.Duration(span.Duration))}</a>
            """);
    }

    /// <summary>Stands for a span of which nothing is known but its id; there are no details to select.</summary>
    private static Html Missing(Trace trace, WaterfallRow row)
    {
        var id = row.Entry.Span.SpanId.ToString();
        return Html.Of($"""
            <div class="row missing" role="treeitem" id="m{id}" data-key="m{id}" aria-level="{row.Depth + 1}" aria-label="Missing parent {id}" aria-expanded="true"><span class="name">{Indent(row.Depth)}<i class="twist"></i><i class="dot"></i><b>missing parent</b><small><code>{id}</code></small></span>{Bar(trace, row, "")}</div>
            """);
    }

    private static Html Indent(int depth) => Html.Join(Enumerable.Repeat(Html.Of($"""<i class="indent"></i>"""), Math.Min(depth, MaxIndent)));

    private static Html Bar(Trace trace, WaterfallRow row, string time)
    {
        var span = row.Entry.Span;
        var end = row.Left + row.Width;
        var (x, anchor, shift) = end < 80 ? (end, "start", 6) : row.Left > 20 ? (row.Left, "end", -6) : (50.0, "middle", 0);
        var inside = anchor == "middle" ? " inside" : "";
        var total = Math.Max(1, trace.Duration);
        var marks = span.Events.Where(item => item.Time >= trace.Start && item.Time <= trace.End)
            .Select(item => Html.Of($"""<circle cx="{100.0 * (item.Time - trace.Start) / total}%" cy="50%" r="2.5"><title>{item.Name}</title></circle>"""));
        return Html.Of($"""<svg class="bar" aria-hidden="true"><rect x="{row.Left}%" y="25%" width="{row.Width}%" height="50%" rx="3"/>{marks}<text class="time{inside}" x="{x}%" y="50%" dx="{shift}" text-anchor="{anchor}" dominant-baseline="central">{time}</text></svg>""");
    }
}
