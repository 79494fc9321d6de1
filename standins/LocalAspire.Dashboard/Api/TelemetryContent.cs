using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using LocalAspire.Dashboard.Otlp.Json;
using LocalAspire.Dashboard.Telemetry;

namespace LocalAspire.Dashboard.Api;

/// <summary>The bodies of the telemetry API.</summary>
internal static class TelemetryContent
{
    // The responses are application/json with nosniff, never part of a page: no need to escape what HTML would misread.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Page(IReadOnlyList<SpanEntry> spans, int total, int returned) =>
        Page(writer => Write(writer, spans), total, returned);

    public static ReadOnlyMemory<byte> Page(IReadOnlyList<LogEntry> logs, int total) =>
        Page(writer => Write(writer, logs), total, logs.Count);

    /// <summary>One line of a followed stream, with its line break.</summary>
    public static ReadOnlyMemory<byte> Line(SpanEntry span) => Line(writer => Write(writer, [span]));

    /// <summary>One line of a followed stream, with its line break.</summary>
    public static ReadOnlyMemory<byte> Line(LogEntry log) => Line(writer => Write(writer, [log]));

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<SpanEntry> spans) =>
        OtlpJsonWriter.WriteTraces(writer, TelemetryGrouping.Group(spans));

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<LogEntry> logs) =>
        OtlpJsonWriter.WriteLogs(writer, TelemetryGrouping.Group(logs));

    private static ReadOnlyMemory<byte> Page(Action<Utf8JsonWriter> writeData, int total, int returned)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        writer.WritePropertyName("data");
        writeData(writer);
        writer.WriteNumber("totalCount", total);
        writer.WriteNumber("returnedCount", returned);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static ReadOnlyMemory<byte> Line(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Options);
        write(writer);
        writer.Flush();
        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }
}
