using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using ServiceDefaults.Health;

namespace ServiceDefaults.Telemetry;

/// <summary>
/// Traces, metrics and logs, exported where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says and to the <see cref="SecondTarget"/>; nowhere when
/// neither is set. Metrics are at <c>/metrics</c> too.
/// </summary>
internal static class TelemetryRegistration
{
    /// <summary>Sources and meters of the platform's own code all start like this.</summary>
    private const string PlatformPrefix = "Switchboard.";
    private const string PlatformSources = $"{PlatformPrefix}*";

    private const string FirstTarget = nameof(FirstTarget);

    /// <summary>
    /// What these log below a warning, up to six records for a request at either end and one for a statement, is in the spans.
    /// </summary>
    private static readonly string[] ToldBySpans =
    [
        "Microsoft.Agents.AI",
        "Microsoft.AspNetCore",
        "Npgsql.Command",
        "Polly",
        "System.Net.Http.HttpClient",
    ];

    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    public static void AddPlatformTelemetry(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHttpContextAccessor();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<LoggerFilterOptions>, ProbeLogFilter>());
        foreach (var category in ToldBySpans)
        {
            builder.Logging.AddFilter(category, LogLevel.Warning);
        }

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        var telemetry = builder
            .Services.AddOpenTelemetry()
            .WithMetrics(metrics =>
                metrics
                    .AddAspNetCoreInstrumentation()
                    .AddHttpClientInstrumentation()
                    .AddRuntimeInstrumentation()
                    .AddMeter(PlatformSources)
                    .AddView(Buckets)
                    .AddMetricsEndpoint()
            )
            .WithTracing(tracing =>
                tracing
                    .SetSampler(Sampler(builder.Configuration["OTEL_TRACES_SAMPLER"], builder.Configuration["OTEL_TRACES_SAMPLER_ARG"]))
                    .AddSource(PlatformSources)
                    .AddAspNetCoreInstrumentation(options => options.Filter = context => !Probes.IsProbe(context))
                    .AddHttpClientInstrumentation()
            );

        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.ExportTo(FirstTarget);
        }

        if (SecondTarget.Read(builder.Configuration) is { } second)
        {
            telemetry.ExportTo(nameof(SecondTarget), second.Configure);
        }
    }

    /// <summary>OpenTelemetry's own bounds are milliseconds; the platform measures seconds, from a verdict's to a turn's.</summary>
    private static ExplicitBucketHistogramConfiguration? Buckets(Instrument instrument) =>
        instrument is Histogram<double> { Unit: "s", Advice: null }
        && instrument.Meter.Name.StartsWith(PlatformPrefix, StringComparison.Ordinal)
            ? new ExplicitBucketHistogramConfiguration { Boundaries = Seconds }
            : null;

    /// <summary>Every signal to one target.</summary>
    private static void ExportTo(this OpenTelemetryBuilder telemetry, string target, Action<OtlpExporterOptions, string>? configure = null)
    {
        // The options have a name for each signal: those of one name are the same options.
        telemetry
            .WithTracing(tracing => tracing.AddOtlpExporter($"{target} traces", options => configure?.Invoke(options, "traces")))
            .WithMetrics(metrics => metrics.AddOtlpExporter($"{target} metrics", options => configure?.Invoke(options, "metrics")))
            .WithLogging(logging => logging.AddOtlpExporter($"{target} logs", options => configure?.Invoke(options, "logs")));
    }

    /// <summary>
    /// Every sampler follows the parent's decision, also <c>always_on</c>, which Aspire sets in development: otherwise what lies below a
    /// request that is left out, such as a probe's query, would be traced without its root.
    /// </summary>
    private static ParentBasedSampler Sampler(string? name, string? argument) =>
        new(
            name switch
            {
                "always_off" or "parentbased_always_off" => new AlwaysOffSampler(),
                "traceidratio" or "parentbased_traceidratio" when double.TryParse(argument, CultureInfo.InvariantCulture, out var ratio) =>
                    new TraceIdRatioBasedSampler(ratio),
                _ => new AlwaysOnSampler(),
            }
        );
}
