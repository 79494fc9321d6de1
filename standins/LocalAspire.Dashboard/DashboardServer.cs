using LocalAspire.Dashboard.Access;
using LocalAspire.Dashboard.Api;
using LocalAspire.Dashboard.Live;
using LocalAspire.Dashboard.Otlp;
using LocalAspire.Dashboard.Resources;
using LocalAspire.Dashboard.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalAspire.Dashboard;

/// <summary>Composes the web server.</summary>
internal static class DashboardServer
{
    public static WebApplication Build(
        DashboardOptions options, IResourceSource resources, ILoggerFactory loggerFactory, TimeProvider timeProvider)
    {
        // Empty: neither the host process's environment nor its settings files may change how the dashboard listens.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "LocalAspire.Dashboard" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.WebHost.UseUrls(options.OtlpUrl is { } otlp ? [options.Url.ToString(), otlp.ToString()] : [options.Url.ToString()]);

        var services = builder.Services;
        services.AddRoutingCore();
        services.AddSingleton(loggerFactory);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<IHostLifetime, PassiveLifetime>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
        services.AddSingleton(timeProvider);
        services.AddSingleton(options);
        services.AddSingleton(options.Limits);
        services.AddSingleton(resources);
        services.AddSingleton<TelemetryStore>();
        services.AddSingleton<BrowserSession>();
        services.AddSingleton<FollowerSlots>();
        services.AddSingleton<OtlpEndpoints>();
        services.AddSingleton<TelemetryEndpoints>();

        var app = builder.Build();
        app.UseRouting();
        app.UseMiddleware<AccessMiddleware>();
        app.Services.GetRequiredService<OtlpEndpoints>().Map(app);
        app.Services.GetRequiredService<TelemetryEndpoints>().Map(app);
        return app;
    }

    /// <summary>The process belongs to the application host: the dashboard does not listen to its signals.</summary>
    private sealed class PassiveLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
