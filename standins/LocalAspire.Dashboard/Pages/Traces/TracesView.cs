using LocalAspire.Dashboard.Pages.Lists;
using LocalAspire.Dashboard.Pages.Rendering;
using LocalAspire.Dashboard.Pages.Shell;
using LocalAspire.Dashboard.Telemetry;

namespace LocalAspire.Dashboard.Pages.Traces;

/// <summary>The list of traces, newest first.</summary>
internal sealed class TracesView(ResourcePalette palette)
{
    public static Html Page(ListQuery query, IReadOnlyList<string> resources, Html list) => Html.Of($"""
        <div class="heading"><h1>Traces</h1></div>
        <form class="toolbar" method="get" data-autosubmit role="search">
          <label><span class="hidden">Resource</span><select name="resource">{Filters.Options("All resources", resources, query.Resource)}</select></label>
          <label class="grow"><span class="hidden">Search</span><input type="search" name="search" value="{query.Search}" placeholder="Search: words, name:message, duration:&gt;100, @attribute:value, -excluded"></label>
          <label class="check"><input type="checkbox" name="hasError" value="true"{Html.When(query.ErrorsOnly, () => Html.Of($" checked"))}> Errors only</label>
          <button>Search</button>
        </form>
        <div data-live="/live/traces{query.QueryString}">{list}</div>
        """);

    public Html List(ListQuery query, IReadOnlyList<Trace> newestFirst, int total)
    {
        if (newestFirst.Count == 0)
        {
            return query.IsEmpty
                ? EmptyState.Of("No traces yet", Html.Of($"Use the application: each message or request becomes a trace. Spans are exported in batches, so they take a few seconds to arrive."))
                : EmptyState.Of("Nothing matches", Html.Of($"<a href=\"/traces\">Show all traces</a>"));
        }

        var longest = newestFirst.Max(trace => trace.Duration);
        return Html.Of($"""
            <p class="summary">{Format.Newest(newestFirst.Count, total, "trace", "traces")}</p>
            <table class="traces">
            <thead><tr><th scope="col">Time</th><th scope="col">Name</th><th scope="col">Spans</th><th scope="col">Duration</th></tr></thead>
            <tbody>{newestFirst.Select(trace => Row(trace, longest))}</tbody>
            </table>
            """);
    }

    private Html Row(Trace trace, ulong longest) => Html.Of($"""
        <tr data-key="{trace.Id.ToString()}"{Html.When(trace.HasErrors, () => Html.Of($" class=\"failed\""))}>
        <td data-label="Time">{Format.Time(trace.Start)}</td>
        <th scope="row"><a href="/traces/detail/{trace.Id.ToString()}">{palette.Tag(trace.Root.Resource.Name)}<b>{Name(trace)}</b><code class="muted">{trace.Id.ToString()[..7]}</code></a>{Html.When(trace.HasErrors, () => Html.Of($"""<span class="badge bad">{Format.Count(trace.Errors, "error", "errors")}</span>"""))}{Html.When(trace.Root.Span.ParentSpanId.IsValid, () => Html.Of($"""<span class="badge warn">root missing</span>"""))}</th>
        <td data-label="Spans"><span class="counts">{trace.Spans.GroupBy(entry => entry.Resource.Name).Select(Count)}</span></td>
        <td data-label="Duration"><span class="duration">{Format.Duration(trace.Duration)}</span><svg class="meter" aria-hidden="true"><rect width="{(longest == 0 ? 0 : 100.0 * trace.Duration / longest)}%" height="100%" rx="2"/></svg></td>
        </tr>
        """);

    private Html Count(IGrouping<string, SpanEntry> spans) => Html.Of($"""
        <span class="count {palette.ClassOf(spans.Key)}" title="{spans.Key}: {Format.Count(spans.Count(), "span", "spans")}"><i class="dot"></i>{spans.Key}&#160;<span class="number">{spans.Count()}</span></span>
        """);

    private static string Name(Trace trace) => trace.Root.Span.Name is { Length: > 0 } name ? name : "(unnamed)";
}
