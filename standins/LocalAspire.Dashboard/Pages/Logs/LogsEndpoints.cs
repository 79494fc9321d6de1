using LocalAspire.Dashboard.Pages.Lists;
using LocalAspire.Dashboard.Pages.Shell;
using LocalAspire.Dashboard.Telemetry;
using Microsoft.AspNetCore.Routing;

namespace LocalAspire.Dashboard.Pages.Logs;

/// <summary>The structured logs, live.</summary>
internal sealed class LogsEndpoints(TelemetryStore store, LogsView view, ListEndpoints lists)
{
    public void Map(IEndpointRouteBuilder endpoints) => lists.Map(endpoints, "/structuredlogs", "/live/logs", new ListPage<LogEntry>
    {
        Entry = Page.Logs,
        Limit = 300,
        Version = () => store.Logs.Version,
        Matching = filter => store.Logs.All().Where(filter.Matches),
        Frame = LogsView.Page,
        List = view.List,
    });
}
