using System.Security.Cryptography;
using System.Text;
using LocalAspire.Data;
using LocalAspire.Ports;
using LocalAspire.Supervision;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalAspire.Control;

/// <summary>
/// Takes the commands of <c>./dev</c> on a loopback port: <c>GET /status</c>, <c>GET /failure</c>, <c>GET /logs/{instance}?follow=</c>.
/// Each request carries the token of <see cref="HostState"/>.
/// </summary>
internal sealed class ControlServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Platform _platform;
    private readonly StatusBoard _board;
    private readonly byte[] _token;

    public ControlServer(Platform platform, StatusBoard board)
    {
        _platform = platform;
        _board = board;
        Token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _token = Encoding.ASCII.GetBytes($"Bearer {Token}");

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, LocalJson.Default));
        builder.WebHost.UseUrls($"http://{PortAllocator.Loopback}:0");
        _app = builder.Build();
        _app.Use(AuthorizeAsync);
        _app.MapGet("/status", () => PlatformStatus.Of(_platform, _board));
        _app.MapGet("/failure", () => PlatformStatus.Failure(_board.All) ?? "");
        _app.MapGet("/logs/{instance}", WriteLogAsync);
    }

    public string Token { get; }

    public Uri Url => new(_app.Urls.First());

    public Task StartAsync(CancellationToken cancellationToken) => _app.StartAsync(cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AuthorizeAsync(HttpContext context, RequestDelegate next)
    {
        var given = Encoding.ASCII.GetBytes(context.Request.Headers.Authorization.ToString());
        if (CryptographicOperations.FixedTimeEquals(given, _token))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private async Task WriteLogAsync(HttpContext context, string instance, bool follow = false)
    {
        var instances = _board.All.Where(s => s.InstanceId == instance || s.Resource.Name == instance).ToList();
        if (instances.Count == 0)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync($"There is no resource '{instance}'. There are: {string.Join(", ", _board.All.Select(s => s.InstanceId))}.");
            return;
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        using var writing = new SemaphoreSlim(1, 1);
        await Task.WhenAll(instances.Select(status => CopyAsync(context, status.InstanceId, instances.Count > 1, follow, writing)));
    }

    private async Task CopyAsync(HttpContext context, string instance, bool named, bool follow, SemaphoreSlim writing)
    {
        if (_platform.Console(instance) is not { } console)
        {
            return;
        }

        await foreach (var line in console.ReadAsync(after: 0, follow, context.RequestAborted))
        {
            await writing.WaitAsync(context.RequestAborted);
            try
            {
                await context.Response.WriteAsync(named ? $"{instance} | {line.Text}\n" : $"{line.Text}\n", context.RequestAborted);
                await (follow ? context.Response.Body.FlushAsync(context.RequestAborted) : Task.CompletedTask);
            }
            finally
            {
                writing.Release();
            }
        }
    }
}
