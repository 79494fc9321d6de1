using System.Globalization;
using LocalAspire.Dashboard.Access;
using LocalAspire.Dashboard.Live;
using LocalAspire.Dashboard.Otlp.Model;
using LocalAspire.Dashboard.Pages.Lists;
using LocalAspire.Dashboard.Pages.Rendering;
using LocalAspire.Dashboard.Pages.Shell;
using LocalAspire.Dashboard.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LocalAspire.Dashboard.Pages.Traces;

/// <summary>The list of traces and the page of one trace, live.</summary>
internal sealed class TraceEndpoints(
    TelemetryStore store, ListEndpoints lists, TracesView list, TraceView view, SpanView spanView, Layout layout, BrowserSession session, LiveFragment live)
{
    private const int MaxAttempts = 15;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        lists.Map(endpoints, "/traces", "/live/traces", new ListPage<Trace>
        {
            Entry = Page.Traces,
            Limit = 200,
            Version = () => store.Traces.Version,
            Matching = filter => store.Traces.All().Where(filter.Matches),
            Frame = TracesView.Page,
            List = list.List,
        });
        endpoints.MapGet("/traces/detail/{traceId}", Show);
        endpoints.MapGet("/traces/detail/{traceId}/spans/{spanId}", ShowSpan);
        endpoints.MapGet("/live/traces/{traceId}", FollowTrace);
    }

    private IResult Show(HttpContext context, string traceId, string? span, int attempt = 0)
    {
        if (!TraceId.TryParse(traceId, out var id) || !id.IsValid)
        {
            return Missing(context, "No such trace", Html.Of($"A trace id has 32 hexadecimal digits. <a href=\"/traces\">Show all traces</a>"));
        }

        if (store.Traces.Find(id) is not { } trace)
        {
            return Pending(context, traceId, attempt);
        }

        if (attempt > 0)
        {
            return Results.LocalRedirect($"/traces/detail/{id}");
        }

        SpanId? selected = SpanId.TryParse(span, out var parsed) ? parsed : null;
        var entry = trace.Spans.FirstOrDefault(entry => entry.Span.SpanId == selected);
        var details = entry is null ? SpanView.Hint : spanView.Details(trace, entry, LogsOf(id, entry.Span.SpanId));
        var page = TraceView.Page(trace, LogsOf(id, null).Count, view.Tree(Waterfall.Of(trace), selected), details);
        return new PageResult(layout.Render(Page.Traces, trace.Root.Span.Name, session.FormToken(context), page));
    }

    private IResult ShowSpan(string traceId, string spanId)
    {
        if (TraceId.TryParse(traceId, out var id)
            && SpanId.TryParse(spanId, out var span)
            && store.Traces.Find(id) is { } trace
            && trace.Spans.FirstOrDefault(entry => entry.Span.SpanId == span) is { } entry)
        {
            return new PageResult(spanView.Details(trace, entry, LogsOf(id, span)));
        }

        return Results.Problem(statusCode: StatusCodes.Status404NotFound, detail: "The span is not kept any more.");
    }

    private Task FollowTrace(HttpContext context, string traceId)
    {
        if (!TraceId.TryParse(traceId, out var id))
        {
            return Results.Problem(statusCode: StatusCodes.Status404NotFound, detail: "This is not a trace id.").ExecuteAsync(context);
        }

        return live.PollAsync(
            context,
            () => store.Traces.Find(id)?.Spans.Count ?? 0,
            () => store.Traces.Find(id) is { } trace ? view.Tree(Waterfall.Of(trace), null) : Html.Empty);
    }

    private List<LogEntry> LogsOf(TraceId traceId, SpanId? spanId) =>
        [.. store.Logs.All().Where(entry => entry.Record.TraceId == traceId && (spanId is null || entry.Record.SpanId == spanId))];

    /// <summary>Spans are exported in batches: a link may be followed before they are here. The page asks again for some seconds.</summary>
    private PageResult Pending(HttpContext context, string traceId, int attempt)
    {
        if (attempt is >= 0 and < MaxAttempts)
        {
            var seconds = attempt < 5 ? 1 : 2;
            context.Response.Headers["Refresh"] = string.Create(
                CultureInfo.InvariantCulture, $"{seconds}; url=/traces/detail/{traceId}?attempt={attempt + 1}");
            return Missing(context, "Not arrived yet", Html.Of($"""Services export their spans in batches, every few seconds. This page looks again by itself. <span class="spinner" role="status" aria-label="Waiting"></span>"""));
        }

        return Missing(context, "This trace has not arrived", Html.Of($"""
            Either its services do not export to this dashboard, or it is older than what is kept. <a href="/traces/detail/{traceId}">Look again</a> or <a href="/traces">show all traces</a>.
            """));
    }

    private PageResult Missing(HttpContext context, string title, Html advice) => new(
        layout.Render(Page.Traces, title, session.FormToken(context), EmptyState.Of(title, advice)), StatusCodes.Status404NotFound);
}
