using OpenTelemetry.Trace;

namespace Services.Agents.Telemetry;

internal static class TelemetryRegistration
{
    /// <summary>Captured content is masked. Before the exporters are added: processors run in the order in which they are.</summary>
    public static void AddContentMask(this IHostApplicationBuilder builder) =>
        builder.Services.AddOpenTelemetry().WithTracing(static tracing => tracing.AddProcessor<CapturedContentMask>());
}
