using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ServiceDefaults.Streaming;

/// <summary>
/// Begins answers that are written piece by piece. Nothing on the way may keep, change or hold back what they carry: a proxy that buffers
/// would let a reader wait for the end of a stream that has none.
/// </summary>
public static class StreamedResponse
{
    /// <summary>Server-sent events (WHATWG HTML, 9.2).</summary>
    public static void BeginEvents(HttpResponse response) => Begin(response, "text/event-stream");

    /// <summary>JSON values, one a line.</summary>
    public static void BeginLines(HttpResponse response) => Begin(response, "application/x-ndjson");

    private static void Begin(HttpResponse response, string contentType)
    {
        response.ContentType = contentType;
        response.Headers.CacheControl = "no-cache, no-transform";
        response.Headers["X-Accel-Buffering"] = "no";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }
}
