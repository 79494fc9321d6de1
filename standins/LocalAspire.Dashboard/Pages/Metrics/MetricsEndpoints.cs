using LocalAspire.Dashboard.Access;
using LocalAspire.Dashboard.Live;
using LocalAspire.Dashboard.Pages.Shell;
using LocalAspire.Dashboard.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LocalAspire.Dashboard.Pages.Metrics;

/// <summary>The metrics, live.</summary>
internal sealed class MetricsEndpoints(
    TelemetryStore store, MetricsView view, Layout layout, BrowserSession session, LiveFragment live)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/metrics", Show);
        endpoints.MapGet("/live/metrics", Follow);
    }

    private PageResult Show(HttpContext context, string? resource)
    {
        var resources = store.Resources.All.Where(candidate => candidate.HasMetrics).ToList();
        var selected = Select(resources, resource);
        var page = view.Page(resources, selected, MetricsView.List(selected is null ? [] : store.Metrics.Of(selected)));
        return new(layout.Render(Page.Metrics, "Metrics", session.FormToken(context), page));
    }

    private Task Follow(HttpContext context, string? resource) => live.PollAsync(
        context,
        () => store.Metrics.Version,
        () => MetricsView.List(Select(store.Resources.All, resource) is { } selected ? store.Metrics.Of(selected) : []));

    private static TelemetryResource? Select(IReadOnlyList<TelemetryResource> resources, string? name) =>
        resources.FirstOrDefault(resource => name is not null && resource.Matches(name)) ?? (resources.Count > 0 ? resources[0] : null);
}
