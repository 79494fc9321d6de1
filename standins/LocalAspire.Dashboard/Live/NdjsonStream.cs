using Microsoft.AspNetCore.Http;

namespace LocalAspire.Dashboard.Live;

/// <summary>One JSON object a line, as they come.</summary>
internal static class NdjsonStream
{
    public static Task WriteAsync<T>(
        HttpContext context,
        FollowerSlots slots,
        Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<T>>> follow,
        Func<T, bool> matches,
        Func<T, ReadOnlyMemory<byte>> line) => slots.RunAsync(context, async cancellationToken =>
    {
        context.Response.ContentType = "application/x-ndjson";
        await context.Response.StartAsync(cancellationToken);
        await foreach (var batch in follow(cancellationToken))
        {
            foreach (var item in batch.Where(matches))
            {
                await context.Response.BodyWriter.WriteAsync(line(item), cancellationToken);
            }

            await context.Response.BodyWriter.FlushAsync(cancellationToken);
        }
    });
}
