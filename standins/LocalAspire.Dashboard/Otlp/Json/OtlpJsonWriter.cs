using System.Globalization;
using System.Text.Json;
using LocalAspire.Dashboard.Otlp.Model;

namespace LocalAspire.Dashboard.Otlp.Json;

/// <summary>
/// Writes TracesData and LogsData in OTLP's JSON mapping: lower camel case, hexadecimal ids, 64-bit integers as strings, enums as integers.
/// </summary>
internal static class OtlpJsonWriter
{
    public static void WriteTraces(Utf8JsonWriter writer, IEnumerable<ResourceBatch<Span>> batches) =>
        WriteData(writer, "resourceSpans", "scopeSpans", "spans", batches, WriteSpan);

    public static void WriteLogs(Utf8JsonWriter writer, IEnumerable<ResourceBatch<LogRecord>> batches) =>
        WriteData(writer, "resourceLogs", "scopeLogs", "logRecords", batches, WriteRecord);

    private static void WriteData<T>(
        Utf8JsonWriter writer, string resources, string scopes, string items, IEnumerable<ResourceBatch<T>> batches, Action<Utf8JsonWriter, T> writeItem)
    {
        writer.WriteStartObject();
        writer.WriteStartArray(resources);
        foreach (var batch in batches)
        {
            writer.WriteStartObject();
            writer.WriteStartObject("resource");
            WriteAttributes(writer, batch.Resource);
            writer.WriteEndObject();
            writer.WriteStartArray(scopes);
            foreach (var scope in batch.Scopes)
            {
                writer.WriteStartObject();
                WriteScope(writer, scope.Scope);
                writer.WriteStartArray(items);
                foreach (var item in scope.Items)
                {
                    writer.WriteStartObject();
                    writeItem(writer, item);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteScope(Utf8JsonWriter writer, InstrumentationScope scope)
    {
        writer.WriteStartObject("scope");
        writer.WriteString("name", scope.Name);
        WriteText(writer, "version", scope.Version);
        if (scope.Attributes.Items.Length > 0)
        {
            WriteAttributes(writer, scope.Attributes);
        }

        writer.WriteEndObject();
    }

    private static void WriteSpan(Utf8JsonWriter writer, Span span)
    {
        writer.WriteString("traceId", span.TraceId.ToString());
        writer.WriteString("spanId", span.SpanId.ToString());
        WriteText(writer, "traceState", span.TraceState);
        if (span.ParentSpanId.IsValid)
        {
            writer.WriteString("parentSpanId", span.ParentSpanId.ToString());
        }

        WriteCount(writer, "flags", span.Flags);
        writer.WriteString("name", span.Name);
        writer.WriteNumber("kind", (int)span.Kind);
        WriteTime(writer, "startTimeUnixNano", span.Start);
        WriteTime(writer, "endTimeUnixNano", span.End);
        WriteAttributes(writer, span.Attributes);
        if (span.Events.Count > 0)
        {
            writer.WriteStartArray("events");
            foreach (var item in span.Events)
            {
                writer.WriteStartObject();
                WriteTime(writer, "timeUnixNano", item.Time);
                writer.WriteString("name", item.Name);
                WriteAttributes(writer, item.Attributes);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        WriteCount(writer, "droppedEventsCount", span.DroppedEvents);
        if (span.Links.Count > 0)
        {
            writer.WriteStartArray("links");
            foreach (var link in span.Links)
            {
                WriteLink(writer, link);
            }

            writer.WriteEndArray();
        }

        WriteCount(writer, "droppedLinksCount", span.DroppedLinks);
        writer.WriteStartObject("status");
        WriteCount(writer, "code", (int)span.Status);
        WriteText(writer, "message", span.StatusMessage);
        writer.WriteEndObject();
    }

    private static void WriteLink(Utf8JsonWriter writer, SpanLink link)
    {
        writer.WriteStartObject();
        writer.WriteString("traceId", link.TraceId.ToString());
        writer.WriteString("spanId", link.SpanId.ToString());
        WriteText(writer, "traceState", link.TraceState);
        WriteAttributes(writer, link.Attributes);
        WriteCount(writer, "flags", link.Flags);
        writer.WriteEndObject();
    }

    private static void WriteRecord(Utf8JsonWriter writer, LogRecord record)
    {
        WriteTime(writer, "timeUnixNano", record.Time);
        if (record.ObservedTime != 0)
        {
            WriteTime(writer, "observedTimeUnixNano", record.ObservedTime);
        }

        writer.WriteNumber("severityNumber", record.SeverityNumber);
        WriteText(writer, "severityText", record.SeverityText);
        writer.WritePropertyName("body");
        WriteValue(writer, record.Body);
        WriteAttributes(writer, record.Attributes);
        WriteCount(writer, "flags", record.Flags);
        if (record.TraceId.IsValid)
        {
            writer.WriteString("traceId", record.TraceId.ToString());
        }

        if (record.SpanId.IsValid)
        {
            writer.WriteString("spanId", record.SpanId.ToString());
        }

        WriteText(writer, "eventName", record.EventName);
    }

    private static void WriteAttributes(Utf8JsonWriter writer, AttributeList attributes, string name = "attributes")
    {
        writer.WriteStartArray(name);
        foreach (var (key, value) in attributes.Items)
        {
            writer.WriteStartObject();
            writer.WriteString("key", key);
            writer.WritePropertyName("value");
            WriteValue(writer, value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteCount(writer, "droppedAttributesCount", attributes.Dropped);
    }

    private static void WriteValue(Utf8JsonWriter writer, AttributeValue value)
    {
        writer.WriteStartObject();
        switch (value.Kind)
        {
            case AttributeKind.Text: writer.WriteString("stringValue", value.Text); break;
            case AttributeKind.Boolean: writer.WriteBoolean("boolValue", value.Boolean); break;
            case AttributeKind.Integer: writer.WriteString("intValue", value.Integer.ToString(CultureInfo.InvariantCulture)); break;
            case AttributeKind.Double when double.IsFinite(value.Double): writer.WriteNumber("doubleValue", value.Double); break;
            case AttributeKind.Double: writer.WriteString("doubleValue", NonFinite(value.Double)); break;
            case AttributeKind.Bytes: writer.WriteBase64String("bytesValue", value.Bytes); break;
            case AttributeKind.Array:
                writer.WriteStartObject("arrayValue");
                writer.WriteStartArray("values");
                foreach (var item in value.Array)
                {
                    WriteValue(writer, item);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
                break;
            case AttributeKind.Map:
                writer.WriteStartObject("kvlistValue");
                WriteAttributes(writer, value.Map with { Dropped = 0 }, "values");
                writer.WriteEndObject();
                break;
            default: break;
        }

        writer.WriteEndObject();
    }

    private static string NonFinite(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    private static void WriteTime(Utf8JsonWriter writer, string name, ulong value) =>
        writer.WriteString(name, value.ToString(CultureInfo.InvariantCulture));

    private static void WriteText(Utf8JsonWriter writer, string name, string value)
    {
        if (value.Length > 0)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteCount(Utf8JsonWriter writer, string name, long value)
    {
        if (value > 0)
        {
            writer.WriteNumber(name, value);
        }
    }
}
