using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using LocalAspire.Dashboard.Access;
using LocalAspire.Dashboard.Live;
using LocalAspire.Dashboard.Pages.Shell;
using LocalAspire.Dashboard.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LocalAspire.Dashboard.Pages.Consoles;

/// <summary>The console page and its lines, live.</summary>
internal sealed class ConsoleEndpoints(
    IResourceSource resources, ConsoleView view, Layout layout, BrowserSession session, LiveFragment live)
{
    private const int MaxLinesPerEvent = 250;

    // Part of each event's id: a browser that outlives this process must not continue with the old numbers.
    private readonly string _epoch = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/consolelogs", (HttpContext context) => Show(context, null));
        endpoints.MapGet("/consolelogs/resource/{name}", Show);
        endpoints.MapGet("/live/console/{instanceId}", Follow);
    }

    private PageResult Show(HttpContext context, string? name)
    {
        var present = resources.Resources;
        var selected = name is null
            ? present.FirstOrDefault(resource => resource.ProcessId is not null) ?? (present.Count > 0 ? present[0] : null)
            : present.FirstOrDefault(resource => resource.InstanceId == name) ?? present.FirstOrDefault(resource => resource.Name == name);
        var title = selected is null ? "Console" : $"{selected.DisplayName} · Console";
        return new(
            layout.Render(Page.Console, title, session.FormToken(context), view.Page(present, selected)),
            name is not null && selected is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK);
    }

    private Task Follow(HttpContext context, string instanceId)
    {
        var after = context.Request.Headers["Last-Event-ID"].ToString().Split('-') is [var epoch, var number]
            && epoch == _epoch
            && long.TryParse(number, CultureInfo.InvariantCulture, out var last) ? last : 0;
        return live.StreamAsync(context, cancellationToken => LinesAsync(instanceId, after, cancellationToken));
    }

    private async IAsyncEnumerable<SseItem<string>> LinesAsync(
        string instanceId, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // What is there already goes in few events: a flush for each of thousands of lines would be slow.
        var markup = new StringBuilder();
        await using var lines = resources.ReadConsoleAsync(instanceId, after, follow: true, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        var next = lines.MoveNextAsync().AsTask();
        for (var count = 1; await next; count++)
        {
            markup.Append(ConsoleView.Line(lines.Current).ToString());
            var last = lines.Current.Sequence;
            next = lines.MoveNextAsync().AsTask();
            if (!next.IsCompleted || count == MaxLinesPerEvent)
            {
                yield return new SseItem<string>(markup.ToString()) { EventId = string.Create(CultureInfo.InvariantCulture, $"{_epoch}-{last}") };
                markup.Clear();
                count = 0;
            }
        }
    }
}
