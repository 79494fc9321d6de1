using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Packets;

/// <summary>
/// Where <see cref="SocketIoBytes"/> in JSON go to and come from: serialising is synchronous, so the packet that is being written or read
/// belongs to the thread.
/// </summary>
internal static class BinaryJson
{
    [ThreadStatic]
    private static OutboundFrame? _written;

    [ThreadStatic]
    private static IReadOnlyList<ReadOnlyMemory<byte>>? _read;

    /// <summary>From now on bytes become attachments of the frame; returns what to set afterwards.</summary>
    public static OutboundFrame? Exchange(OutboundFrame? frame)
    {
        var before = _written;
        _written = frame;
        return before;
    }

    /// <summary>Reads a value whose placeholders stand for the attachments.</summary>
    public static T? Read<T>(JsonElement json, IReadOnlyList<ReadOnlyMemory<byte>> attachments, JsonTypeInfo<T> type)
    {
        var before = _read;
        _read = attachments;
        try
        {
            return json.Deserialize(type);
        }
        finally
        {
            _read = before;
        }
    }

    /// <summary>Writes a placeholder and attaches the bytes to the packet that is being written; base64 if there is none.</summary>
    public static void Write(Utf8JsonWriter json, ReadOnlyMemory<byte> bytes)
    {
        if (_written is { } frame)
        {
            WritePlaceholder(json, frame.Attach(bytes));
        }
        else
        {
            json.WriteBase64StringValue(bytes.Span);
        }
    }

    /// <summary>Writes <c>{"_placeholder":true,"num":N}</c>.</summary>
    public static void WritePlaceholder(Utf8JsonWriter json, int number)
    {
        json.WriteStartObject();
        json.WriteBoolean("_placeholder"u8, true);
        json.WriteNumber("num"u8, number);
        json.WriteEndObject();
    }

    /// <summary>The attachment that a placeholder stands for; false if it is none.</summary>
    public static bool TryFind(JsonElement json, IReadOnlyList<ReadOnlyMemory<byte>>? attachments, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        if (attachments is null || !Placeholders.TryRead(json, out var number) || number < 0 || number >= attachments.Count)
        {
            return false;
        }

        bytes = attachments[number];
        return true;
    }

    /// <summary>The same among the attachments of the packet that is being read.</summary>
    public static bool TryFind(JsonElement json, out ReadOnlyMemory<byte> bytes) => TryFind(json, _read, out bytes);
}
