using LocalAspire.Dashboard.Access;
using LocalAspire.Dashboard.Live;
using LocalAspire.Dashboard.Pages.Rendering;
using LocalAspire.Dashboard.Pages.Shell;
using LocalAspire.Dashboard.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LocalAspire.Dashboard.Pages.Logs;

/// <summary>The structured logs, live.</summary>
internal sealed class LogsEndpoints(TelemetryStore store, Filters filters, LogsView view, Layout layout, BrowserSession session, LiveFragment live)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/structuredlogs", Show);
        endpoints.MapGet("/live/logs", context =>
        {
            var query = LogsQuery.Read(context.Request);
            return live.PollAsync(context, () => store.Logs.Version, () => List(query));
        });
    }

    private PageResult Show(HttpContext context)
    {
        var query = LogsQuery.Read(context.Request);
        var page = LogsView.Page(query, filters.ResourceNames(), List(query));
        return new(layout.Render(Page.Logs, "Logs", session.FormToken(context), page));
    }

    private Html List(LogsQuery query)
    {
        if (!query.IsValid)
        {
            return view.List(query, [], 0);
        }

        var matching = store.Logs.All().Where(query.Filter.Matches).ToList();
        return view.List(query, [.. matching.TakeLast(query.Filter.Limit).Reverse()], matching.Count);
    }
}
