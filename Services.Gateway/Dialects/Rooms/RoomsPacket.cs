using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Services.Gateway.Dialects.Rooms;

/// <summary>
/// Packets that are written once and sent by every gateway as they are: an event of the namespace <c>/</c> as an Engine.IO message. Pure.
/// </summary>
internal static class RoomsPacket
{
    private static readonly JsonWriterOptions Options = new()
    {
        SkipValidation = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    public static byte[] Write<T>(string name, T argument, JsonTypeInfo<T> type)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1_024);
        var json = _json ??= new Utf8JsonWriter(buffer, Options);
        buffer.ResetWrittenCount();
        buffer.Write("42"u8);
        json.Reset(buffer);
        json.WriteStartArray();
        json.WriteStringValue(name);
        JsonSerializer.Serialize(json, argument, type);
        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The message in a packet of a room's log.</summary>
    public static RoomsMessage ReadMessage(ReadOnlySpan<byte> packet)
    {
        var reader = new Utf8JsonReader(packet["42"u8.Length..]);
        reader.Read();
        reader.Read();
        reader.Read();
        return JsonSerializer.Deserialize(ref reader, RoomsDialectJson.Default.RoomsMessage)
            ?? throw new JsonException("A room's packet has no message.");
    }
}
