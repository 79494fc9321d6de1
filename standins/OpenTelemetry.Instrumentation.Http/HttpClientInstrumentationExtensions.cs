using OpenTelemetry.Metrics;

namespace OpenTelemetry.Trace;

/// <summary>Traces and measures outgoing HTTP requests through the runtime's own instrumentation.</summary>
public static class HttpClientInstrumentationExtensions
{
    /// <summary>A client span for each request, with the context in its headers.</summary>
    public static TracerProviderBuilder AddHttpClientInstrumentation(this TracerProviderBuilder builder) => builder.AddSource("System.Net.Http");

    /// <summary>Request durations, connections and queues.</summary>
    public static MeterProviderBuilder AddHttpClientInstrumentation(this MeterProviderBuilder builder) => builder.AddMeter("System.Net.Http");
}
