using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Services.Retail;

namespace Services.Agents.Tests.Models;

/// <summary>An HTTP server that answers each request with the next of its server-sent event streams, and keeps what it was sent.</summary>
internal sealed class FakeVendor : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeVendor(WebApplication app) => _app = app;

    public ConcurrentQueue<(string Path, IReadOnlyDictionary<string, string> Headers, JsonElement Body)> Requests { get; } = [];

    public Uri Address => new(_app.Urls.Single());

    public static async Task<FakeVendor> StartAsync(params string[] streams)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var vendor = new FakeVendor(app);
        var next = -1;
        app.MapPost(
            "{**path}",
            async (HttpContext context) =>
            {
                using var body = await JsonDocument.ParseAsync(context.Request.Body);
                var headers = context.Request.Headers.ToDictionary(
                    header => header.Key,
                    header => header.Value.ToString(),
                    StringComparer.OrdinalIgnoreCase
                );
                vendor.Requests.Enqueue((context.Request.Path, headers, body.RootElement.Clone()));
                var index = Interlocked.Increment(ref next);
                if (index >= streams.Length)
                {
                    context.Response.StatusCode = StatusCodes.Status400BadRequest;
                    return;
                }

                context.Response.ContentType = "text/event-stream";
                foreach (var line in streams[index].ReplaceLineEndings("\n").Split('\n'))
                {
                    await context.Response.WriteAsync(line + "\n");
                    await context.Response.Body.FlushAsync();
                }
            }
        );
        await app.StartAsync();
        return vendor;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
