using LocalAspire.Dashboard.Otlp.Model;

namespace LocalAspire.Dashboard.Telemetry;

/// <summary>A span and where it came from.</summary>
internal sealed record SpanEntry(TelemetryResource Resource, InstrumentationScope Scope, Span Span);
