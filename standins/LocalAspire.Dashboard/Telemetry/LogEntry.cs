using LocalAspire.Dashboard.Otlp.Model;

namespace LocalAspire.Dashboard.Telemetry;

/// <summary>A log record and where it came from. The id ascends in the order of arrival.</summary>
internal sealed record LogEntry(long Id, TelemetryResource Resource, InstrumentationScope Scope, LogRecord Record);
