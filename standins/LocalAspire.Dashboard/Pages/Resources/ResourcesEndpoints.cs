using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using LocalAspire.Dashboard.Access;
using LocalAspire.Dashboard.Live;
using LocalAspire.Dashboard.Pages.Shell;
using LocalAspire.Dashboard.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LocalAspire.Dashboard.Pages.Resources;

/// <summary>The table of resources, live, and the commands given from it.</summary>
internal sealed class ResourcesEndpoints(
    IResourceSource resources, ResourcesView view, Layout layout, BrowserSession session, LiveFragment live)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", Show);
        endpoints.MapGet("/live/resources", context => live.StreamAsync(
            context, cancellationToken => WatchAsync(session.FormToken(context), cancellationToken)));
        endpoints.MapPost("/resources/{instanceId}/{command}", ExecuteAsync);
    }

    private PageResult Show(HttpContext context)
    {
        var formToken = session.FormToken(context);
        return new(layout.Render(Page.Resources, "Resources", formToken, ResourcesView.Page(view.Table(resources.Resources, formToken))));
    }

    private async IAsyncEnumerable<SseItem<string>> WatchAsync(string formToken, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var present in resources.WatchAsync(cancellationToken))
        {
            yield return new SseItem<string>(view.Table(present, formToken).ToString());
        }
    }

    private async Task<IResult> ExecuteAsync(
        HttpContext context, string instanceId, string command, CancellationToken cancellationToken)
    {
        if (!await FormToken.IsValidAsync(context, session, cancellationToken))
        {
            return FormToken.Refused();
        }

        if (!Enum.TryParse<ResourceCommand>(command, ignoreCase: true, out var parsed) || !Enum.IsDefined(parsed) || int.TryParse(command, out _))
        {
            return Results.Problem(statusCode: StatusCodes.Status404NotFound, detail: $"There is no command '{command}'.");
        }

        if (!resources.Resources.Any(resource => resource.InstanceId == instanceId))
        {
            return Results.Problem(statusCode: StatusCodes.Status404NotFound, detail: $"There is no resource '{instanceId}'.");
        }

        var result = await resources.ExecuteAsync(instanceId, parsed, cancellationToken);
        if (!result.Succeeded)
        {
            return Results.Problem(statusCode: StatusCodes.Status409Conflict, detail: result.Message ?? "The command was refused.");
        }

        return context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            ? Results.LocalRedirect("/")
            : Results.NoContent();
    }
}
