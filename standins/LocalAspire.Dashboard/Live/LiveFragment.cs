using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using LocalAspire.Dashboard.Pages.Rendering;
using Microsoft.AspNetCore.Http;

namespace LocalAspire.Dashboard.Live;

/// <summary>Server-sent events that carry a part of a page each time it changes.</summary>
internal sealed class LiveFragment(FollowerSlots slots, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Renders when the version has changed, at most once a second.</summary>
    public Task PollAsync(HttpContext context, Func<long> version, Func<Html> render) =>
        StreamAsync(context, cancellationToken => RenderChangesAsync(version, render, cancellationToken));

    /// <summary>Sends events as they come.</summary>
    public Task StreamAsync(HttpContext context, Func<CancellationToken, IAsyncEnumerable<SseItem<string>>> events) =>
        slots.RunAsync(context, async cancellationToken =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.StartAsync(cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);
            await SseFormatter.WriteAsync(events(cancellationToken), context.Response.Body, cancellationToken);
        });

    private async IAsyncEnumerable<SseItem<string>> RenderChangesAsync(
        Func<long> version, Func<Html> render, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var seen = -1L;
        var sent = "";
        do
        {
            var present = version();
            if (present == seen)
            {
                continue;
            }

            seen = present;
            var fragment = render().ToString();
            if (fragment != sent)
            {
                sent = fragment;
                yield return new SseItem<string>(fragment);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}
