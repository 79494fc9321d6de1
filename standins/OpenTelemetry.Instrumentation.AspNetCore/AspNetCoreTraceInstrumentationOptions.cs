using Microsoft.AspNetCore.Http;

namespace OpenTelemetry.Instrumentation.AspNetCore;

/// <summary>What is traced of incoming requests.</summary>
public sealed class AspNetCoreTraceInstrumentationOptions
{
    /// <summary>False for a request leaves it, and what it causes, out of the traces. All requests by default.</summary>
    public Func<HttpContext, bool>? Filter { get; set; }
}
