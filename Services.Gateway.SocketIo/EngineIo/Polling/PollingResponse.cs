using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Services.Gateway.SocketIo.EngineIo.Polling;

/// <summary>Writes the answers to polling requests.</summary>
internal static class PollingResponse
{
    private static readonly byte[] Ok = "ok"u8.ToArray();

    /// <summary>
    /// Answers a GET; larger bodies are compressed if the client takes that. False if the client hung up before it had all.
    /// </summary>
    public static async Task<bool> WriteAsync(HttpContext context, ReadOnlyMemory<byte> payload, SocketIoOptions options)
    {
        var response = context.Response;
        response.ContentType = "text/plain; charset=UTF-8";
        response.Headers.CacheControl = "no-store";
        try
        {
            if (options.CompressionThreshold > 0 && payload.Length >= options.CompressionThreshold && AcceptsGzip(context.Request))
            {
                response.Headers.ContentEncoding = "gzip";
                response.Headers.Vary = "Accept-Encoding";
                await using var gzip = new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
                await gzip.WriteAsync(payload, context.RequestAborted);
                return true;
            }

            response.ContentLength = payload.Length;
            await response.Body.WriteAsync(payload, context.RequestAborted);
            return true;
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Answers a POST.</summary>
    public static async Task WriteOkAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = Ok.Length;
        await context.Response.Body.WriteAsync(Ok, context.RequestAborted);
    }

    private static bool AcceptsGzip(HttpRequest request) =>
        request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
}
