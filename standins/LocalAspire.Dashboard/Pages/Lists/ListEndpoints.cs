using LocalAspire.Dashboard.Access;
using LocalAspire.Dashboard.Live;
using LocalAspire.Dashboard.Pages.Rendering;
using LocalAspire.Dashboard.Pages.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LocalAspire.Dashboard.Pages.Lists;

/// <summary>Serves a list as a page, and its latest state to the page that shows it.</summary>
internal sealed class ListEndpoints(Filters filters, Layout layout, BrowserSession session, LiveFragment live)
{
    public void Map<T>(IEndpointRouteBuilder endpoints, string path, string livePath, ListPage<T> page)
    {
        endpoints.MapGet(path, context => Show(context, page).ExecuteAsync(context));
        endpoints.MapGet(livePath, context =>
        {
            var query = new ListQuery(context.Request, page.Limit);
            return live.PollAsync(context, page.Version, () => List(page, query));
        });
    }

    private PageResult Show<T>(HttpContext context, ListPage<T> page)
    {
        var query = new ListQuery(context.Request, page.Limit);
        var content = page.Frame(query, filters.ResourceNames(), List(page, query));
        return new(layout.Render(page.Entry, page.Entry.ToString(), session.FormToken(context), content));
    }

    private static Html List<T>(ListPage<T> page, ListQuery query)
    {
        if (!query.IsValid)
        {
            return page.List(query, [], 0);
        }

        var matching = page.Matching(query.Filter).ToList();
        return page.List(query, [.. matching.TakeLast(query.Filter.Limit).Reverse()], matching.Count);
    }
}
