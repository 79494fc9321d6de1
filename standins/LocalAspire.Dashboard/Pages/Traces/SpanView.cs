using LocalAspire.Dashboard.Otlp.Model;
using LocalAspire.Dashboard.Pages.Logs;
using LocalAspire.Dashboard.Pages.Rendering;
using LocalAspire.Dashboard.Telemetry;

namespace LocalAspire.Dashboard.Pages.Traces;

/// <summary>Everything that is known of one span.</summary>
internal sealed class SpanView(ResourcePalette palette, LogsView logsView)
{
    private const int MaxLogs = 50;

    public static Html Hint => Html.Of($"""<p class="muted hint">Select a span to see its attributes, events, links and logs. With the keyboard: arrows move, open and close, Enter shows, Escape returns.</p>""");

    public Html Details(Trace trace, SpanEntry entry, IReadOnlyList<LogEntry> logs)
    {
        var span = entry.Span;
        return Html.Of($"""
            <header><h2>{span.Name}</h2><a class="remove" href="/traces/detail/{trace.Id.ToString()}" data-close aria-label="Close">×</a></header>
            <p>{palette.Tag(entry.Resource.Name, entry.Resource.CompositeName)}</p>
            {Html.When(span.IsError, () => Html.Of($"""<p class="banner bad">{(span.StatusMessage.Length > 0 ? span.StatusMessage : "Error")}</p>"""))}
            <dl class="attributes">
            <div><dt>Duration</dt><dd>{Format.Duration(span.Duration)}</dd></div>
            <div><dt>Starts at</dt><dd>{Format.Duration(span.Start - trace.Start)} · {Format.Time(span.Start)}</dd></div>
            <div><dt>Kind</dt><dd>{span.Kind.ToString()}</dd></div>
            <div><dt>Status</dt><dd>{span.Status.ToString()}</dd></div>
            <div><dt>Source</dt><dd>{entry.Scope.Name} {entry.Scope.Version}</dd></div>
            <div><dt>Span id</dt><dd><code>{span.SpanId.ToString()}</code></dd></div>
            {Html.When(span.ParentSpanId.IsValid, () => Parent(trace, span.ParentSpanId))}
            </dl>
            {Section("Attributes", span.Attributes.Items.Length, open: true, Html.Of($"""<dl class="attributes">{AttributesView.Rows(span.Attributes)}</dl>"""))}
            {Section("Events", span.Events.Count, open: true, Html.Join(span.Events.Select(item => Event(trace, item))))}
            {Section("Links", span.Links.Count, open: true, Html.Join(span.Links.Select(Link)))}
            {Section("Logs", logs.Count, open: true, Html.Of($"""<div class="logs">{logs.Take(MaxLogs).Select(logsView.Entry)}</div>"""))}
            {Section("Resource", entry.Resource.Attributes.Items.Length, open: false, Html.Of($"""<dl class="attributes">{AttributesView.Rows(entry.Resource.Attributes)}</dl>"""))}
            """);
    }

    private static Html Parent(Trace trace, SpanId parent)
    {
        var id = parent.ToString();
        var present = trace.Spans.FirstOrDefault(entry => entry.Span.SpanId == parent);
        return present is null
            ? Html.Of($"""<div class="warn"><dt>Parent</dt><dd><code>{id}</code> has not arrived</dd></div>""")
            : Html.Of($"""<div><dt>Parent</dt><dd><a href="?span={id}" data-span-link="{id}">{present.Span.Name}</a></dd></div>""");
    }

    private static Html Section(string title, int count, bool open, Html content) => Html.When(count > 0, () =>
        Html.Of($"""<details class="section"{Html.When(open, () => Html.Of($" open"))}><summary>{title} <span class="number">{count}</span></summary>{content}</details>"""));

    private static Html Event(Trace trace, SpanEvent item) => Html.Of($"""
        <div class="event"><p><b>{item.Name}</b> <span class="muted">+{Format.Duration(item.Time >= trace.Start ? item.Time - trace.Start : 0)}</span></p><dl class="attributes">{AttributesView.Rows(item.Attributes)}</dl></div>
        """);

    private static Html Link(SpanLink link) => Html.Of($"""
        <div class="event"><p><a href="/traces/detail/{link.TraceId.ToString()}?span={link.SpanId.ToString()}">trace <code>{link.TraceId.ToString()[..7]}</code> · span <code>{link.SpanId.ToString()[..7]}</code></a></p><dl class="attributes">{AttributesView.Rows(link.Attributes)}</dl></div>
        """);
}
