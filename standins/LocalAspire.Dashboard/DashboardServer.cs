using LocalAspire.Dashboard.Access;
using LocalAspire.Dashboard.Api;
using LocalAspire.Dashboard.Live;
using LocalAspire.Dashboard.Otlp;
using LocalAspire.Dashboard.Pages.Consoles;
using LocalAspire.Dashboard.Pages.Lists;
using LocalAspire.Dashboard.Pages.Logs;
using LocalAspire.Dashboard.Pages.Metrics;
using LocalAspire.Dashboard.Pages.Rendering;
using LocalAspire.Dashboard.Pages.Resources;
using LocalAspire.Dashboard.Pages.Shell;
using LocalAspire.Dashboard.Pages.Traces;
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
        services.AddSingleton<LiveFragment>();
        services.AddSingleton<OtlpEndpoints>();
        services.AddSingleton<TelemetryEndpoints>();
        AddPages(services);

        var app = builder.Build();
        app.UseRouting();
        app.UseMiddleware<AccessMiddleware>();
        app.Services.GetRequiredService<OtlpEndpoints>().Map(app);
        app.Services.GetRequiredService<TelemetryEndpoints>().Map(app);
        app.Services.GetRequiredService<AssetEndpoints>().Map(app);
        app.Services.GetRequiredService<LoginEndpoints>().Map(app);
        app.Services.GetRequiredService<ResourcesEndpoints>().Map(app);
        app.Services.GetRequiredService<ConsoleEndpoints>().Map(app);
        app.Services.GetRequiredService<LogsEndpoints>().Map(app);
        app.Services.GetRequiredService<TraceEndpoints>().Map(app);
        app.Services.GetRequiredService<MetricsEndpoints>().Map(app);
        return app;
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddSingleton<Layout>();
        services.AddSingleton<ResourcePalette>();
        services.AddSingleton<Filters>();
        services.AddSingleton<ResourcesView>();
        services.AddSingleton<ConsoleView>();
        services.AddSingleton<LogsView>();
        services.AddSingleton<TracesView>();
        services.AddSingleton<TraceView>();
        services.AddSingleton<SpanView>();
        services.AddSingleton<MetricsView>();
        services.AddSingleton<AssetEndpoints>();
        services.AddSingleton<LoginEndpoints>();
        services.AddSingleton<ResourcesEndpoints>();
        services.AddSingleton<ConsoleEndpoints>();
        services.AddSingleton<ListEndpoints>();
        services.AddSingleton<LogsEndpoints>();
        services.AddSingleton<TraceEndpoints>();
        services.AddSingleton<MetricsEndpoints>();
    }

    /// <summary>The process belongs to the application host: the dashboard does not listen to its signals.</summary>
    private sealed class PassiveLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
