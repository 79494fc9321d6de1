using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Services.Agents.Tests.Models;

/// <summary>An HTTP server that takes requests and does not answer them, until it is told to.</summary>
internal sealed class HangingVendor : IAsyncDisposable
{
    private const string Answer = """
        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Hi."},"finish_reason":null}]}

        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: [DONE]


        """;

    private readonly WebApplication _app;
    private int _requests;

    private HangingVendor(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Whether it hangs.</summary>
    public bool Hangs { get; set; } = true;

    /// <summary>What it was asked so far.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public static async Task<HangingVendor> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var vendor = new HangingVendor(app);
        app.MapPost("{**path}", vendor.HandleAsync);
        await app.StartAsync();
        return vendor;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        if (Hangs)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync(Answer.ReplaceLineEndings("\n"));
    }
}
