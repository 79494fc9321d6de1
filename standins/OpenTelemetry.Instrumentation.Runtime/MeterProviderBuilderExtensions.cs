namespace OpenTelemetry.Metrics;

/// <summary>Measures the runtime.</summary>
public static class RuntimeInstrumentationMeterProviderBuilderExtensions
{
    /// <summary>Garbage collection, thread pool, exceptions and the like, under the runtime's own meter.</summary>
    public static MeterProviderBuilder AddRuntimeInstrumentation(this MeterProviderBuilder builder) => builder.AddMeter("System.Runtime");
}
