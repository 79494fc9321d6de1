using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace ServiceDefaults.Tests;

/// <summary>What a service with the defaults logs and traces of the requests that ask for its health, and of others.</summary>
public sealed partial class ProbeTests
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/metrics")]
    public async Task Probe_IsNeitherLoggedNorTraced(string path)
    {
        await using var service = await Service.StartAsync();

        await service.AskAsync(path);

        Assert.Empty(service.Logs);
        Assert.Empty(service.Spans);
    }

    [Fact]
    public async Task Probe_FrameworkLogsConfigured_IsStillNotLogged()
    {
        await using var service = await Service.StartAsync(new() { ["Logging:LogLevel:Microsoft.AspNetCore"] = "Information" });

        await service.AskAsync("/health");

        Assert.Empty(service.Logs);
    }

    [Fact]
    public async Task Probe_Unhealthy_LogsItsError()
    {
        await using var service = await Service.StartAsync(healthy: false);

        await service.AskAsync("/health");

        Assert.All(service.Logs, entry => Assert.True(entry.Level >= LogLevel.Warning, entry.Text));
        Assert.Contains(service.Logs, entry => entry.Text.Contains("Unhealthy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Request_OfAnotherKind_IsLoggedAndTraced()
    {
        await using var service = await Service.StartAsync();

        await service.AskAsync("/work");

        // What the framework says of it is in the span.
        Assert.Equal(["at work"], service.Logs.Select(entry => entry.Text));
        Assert.Equal(["GET /work"], service.Spans.Select(span => span.DisplayName));
    }

    [Fact]
    public async Task Request_BelowItsCategorysLevel_IsNotLogged()
    {
        await using var service = await Service.StartAsync(new() { ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning" });

        await service.AskAsync("/work");

        Assert.Equal(["at work"], service.Logs.Select(entry => entry.Text));
    }

    [LoggerMessage(LogLevel.Information, "at work")]
    private static partial void LogWork(ILogger logger);

    /// <summary>Collects what is logged and exported once it has started.</summary>
    private sealed class Service : BaseExporter<Activity>, ILoggerProvider, ILogger, IAsyncDisposable
    {
        private readonly WebApplication _app;

        // Every test of this process sees the spans of all.
        private readonly Activity _request = new("ask") { ActivityTraceFlags = ActivityTraceFlags.Recorded };
        private volatile bool _started;

        private Service(Dictionary<string, string?>? settings, bool healthy)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Configuration.AddInMemoryCollection(settings ?? []);
            builder.Logging.ClearProviders().AddProvider(this);
            builder.AddServiceDefaults();
            builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddProcessor(new SimpleActivityExportProcessor(this)));
            builder.Services.AddHealthChecks().AddCheck("work", () => healthy ? new(HealthStatus.Healthy) : new(HealthStatus.Unhealthy));
            _app = builder.Build();
            _app.MapDefaultEndpoints();
            _app.MapGet("/work", (ILogger<ProbeTests> logger) => LogWork(logger));
        }

        public ConcurrentQueue<(LogLevel Level, string Text)> Logs { get; } = [];

        public ConcurrentQueue<Activity> Spans { get; } = [];

        public static async Task<Service> StartAsync(Dictionary<string, string?>? settings = null, bool healthy = true)
        {
            var service = new Service(settings, healthy);
            await service._app.StartAsync(TestContext.Current.CancellationToken);
            service._started = true;
            return service;
        }

        /// <summary>Asks, and stops the service: the request has ended on its side too.</summary>
        public async Task AskAsync(string path)
        {
            _request.Start();
            using (var client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) })
            {
                using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            }

            _request.Stop();
            await _app.StopAsync(TestContext.Current.CancellationToken);
        }

        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var span in batch)
            {
                if (span.TraceId == _request.TraceId && span.Kind == ActivityKind.Server)
                {
                    Spans.Enqueue(span);
                }
            }

            return ExportResult.Success;
        }

        public ILogger CreateLogger(string categoryName) =>
            categoryName.StartsWith("Microsoft.Hosting", StringComparison.Ordinal) ? NullLogger.Instance : this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (_started)
            {
                Logs.Enqueue((logLevel, formatter(state, exception)));
            }
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
