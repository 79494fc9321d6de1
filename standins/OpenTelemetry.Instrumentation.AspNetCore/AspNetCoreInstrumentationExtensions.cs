using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry.Instrumentation.AspNetCore;
using OpenTelemetry.Metrics;

namespace OpenTelemetry.Trace;

/// <summary>Traces incoming HTTP requests.</summary>
public static class AspNetCoreInstrumentationTracerProviderBuilderExtensions
{
    /// <summary>Adds the framework's own activity for each request, named and tagged by its route.</summary>
    public static TracerProviderBuilder AddAspNetCoreInstrumentation(
        this TracerProviderBuilder builder, Action<AspNetCoreTraceInstrumentationOptions>? configure = null)
    {
        // The framework writes the semantic conventions' HTTP attributes itself unless this switch, set by default, suppresses them.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        return builder
            .ConfigureServices(services =>
            {
                if (configure is not null)
                {
                    services.Configure(configure);
                }

                services.TryAddEnumerable(ServiceDescriptor.Transient<IStartupFilter, RequestActivityStartupFilter>());
            })
            .AddSource("Microsoft.AspNetCore");
    }
}
