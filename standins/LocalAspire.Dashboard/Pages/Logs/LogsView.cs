using LocalAspire.Dashboard.Otlp.Model;
using LocalAspire.Dashboard.Pages.Lists;
using LocalAspire.Dashboard.Pages.Rendering;
using LocalAspire.Dashboard.Pages.Shell;
using LocalAspire.Dashboard.Telemetry;

namespace LocalAspire.Dashboard.Pages.Logs;

/// <summary>Structured logs, newest first.</summary>
internal sealed class LogsView(ResourcePalette palette)
{
    public static Html Page(ListQuery query, IReadOnlyList<string> resources, Html list) => Html.Of($"""
        <div class="heading"><h1>Logs</h1></div>
        <form class="toolbar" method="get" data-autosubmit role="search">
          <label><span class="hidden">Resource</span><select name="resource">{Filters.Options("All resources", resources, query.Resource)}</select></label>
          <label><span class="hidden">Least severity</span><select name="severity">{Filters.Options("All levels", Severity.Names, query.Severity)}</select></label>
          <label class="grow"><span class="hidden">Search</span><input type="search" name="search" value="{query.Search}" placeholder="Search: words, &quot;a phrase&quot;, category:Orders, @attribute:value, -excluded"></label>
          {Html.When(query.TraceId is not null, () => Html.Of($"""<span class="chip">trace <a href="/traces/detail/{query.TraceId}"><code>{query.TraceId?[..Math.Min(7, query.TraceId.Length)]}</code></a><input type="hidden" name="traceId" value="{query.TraceId}"><a class="remove" href="{query.Without("traceId")}" aria-label="All traces">×</a></span>"""))}
          <button>Search</button>
        </form>
        <div data-live="/live/logs{query.QueryString}">{list}</div>
        """);

    public Html List(ListQuery query, IReadOnlyList<LogEntry> newestFirst, int total)
    {
        if (newestFirst.Count == 0)
        {
            return query.IsEmpty
                ? EmptyState.Of("No logs yet", Html.Of($"Services that log through OpenTelemetry appear here a second or two after they write. Plain output is on the <a href=\"/consolelogs\">console</a> page."))
                : EmptyState.Of("Nothing matches", Html.Of($"<a href=\"/structuredlogs\">Show all logs</a>"));
        }

        return Html.Of($"""
            <p class="summary">{Format.Newest(newestFirst.Count, total, "record", "records")}</p>
            <div class="logs">{newestFirst.Select(Entry)}</div>
            """);
    }

    /// <summary>One record; it opens to its attributes.</summary>
    public Html Entry(LogEntry entry)
    {
        var record = entry.Record;
        var level = Severity.NameOf(record.SeverityNumber);
        return Html.Of($"""
            <details class="log {level.ToLowerInvariant()}" data-key="l{entry.Id}">
            <summary>{Format.Time(record.EffectiveTime)}<span class="level">{level}</span>{palette.Tag(entry.Resource.Name, entry.Resource.CompositeName)}<span class="message">{record.Body.ToString()}{Exception(record)}</span></summary>
            <dl class="attributes">
            <div><dt>Category</dt><dd>{entry.Scope.Name}</dd></div>
            {Html.When(record.EventName.Length > 0, () => Html.Of($"<div><dt>Event</dt><dd>{record.EventName}</dd></div>"))}
            {Html.When(record.TraceId.IsValid, () => Html.Of($"""<div><dt>Trace</dt><dd><a href="/traces/detail/{record.TraceId.ToString()}{(record.SpanId.IsValid ? "?span=" + record.SpanId : "")}"><code>{record.TraceId.ToString()}</code></a></dd></div>"""))}
            {AttributesView.Rows(record.Attributes)}
            </dl>
            </details>
            """);
    }

    private static Html Exception(LogRecord record) => record.Attributes.Find("exception.type") is { } type
        ? Html.Of($""" <span class="exception">{type}: {record.Attributes.Find("exception.message")}</span>""")
        : Html.Empty;
}
