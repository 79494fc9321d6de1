using System.Text.Json;
using LocalAspire.Dashboard.Otlp.Model;

namespace LocalAspire.Dashboard.Otlp.Json;

/// <summary>ExportLogsServiceRequest in OTLP's JSON mapping.</summary>
internal sealed class JsonLogDecoder(DashboardLimits limits)
{
    private readonly JsonCommonDecoder _common = new(limits);

    public List<ResourceBatch<LogRecord>> Read(ReadOnlyMemory<byte> request) =>
        _common.ReadRequest(request, "resourceLogs", "scopeLogs", "logRecords", ReadRecord);

    private LogRecord ReadRecord(JsonElement record)
    {
        var severity = record.Integer("severityNumber");
        return new LogRecord
        {
            Time = record.Unsigned("timeUnixNano"),
            ObservedTime = record.Unsigned("observedTimeUnixNano"),
            SeverityNumber = severity is >= 0 and <= 24 ? severity : 0,
            SeverityText = _common.Cut(record.Text("severityText")),
            Body = record.TryGet("body", out var body) ? _common.ReadValue(body) : default,
            Attributes = _common.ReadAttributes(record),
            TraceId = record.TraceId("traceId"),
            SpanId = record.SpanId("spanId"),
            Flags = (uint)record.Unsigned("flags"),
            EventName = _common.Cut(record.Text("eventName")),
        };
    }
}
