using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Services.Gateway.SocketIo.EngineIo;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Packets;

/// <summary>Whole packets, Engine.IO's type included, ready to be sent; the caller disposes them.</summary>
internal static class PacketFrames
{
    /// <summary>An event or an answer with one argument.</summary>
    public static OutboundFrame Typed<T>(SocketPacketType type, string ns, ulong? ackId, string? name, T argument, JsonTypeInfo<T> typeInfo)
    {
        var frame = Begin(type, ns, ackId);
        var json = BeginArray(frame, name);
        JsonSerializer.Serialize(json, argument, typeInfo);
        return EndArray(frame, json);
    }

    /// <summary>An event whose argument is JSON already.</summary>
    public static OutboundFrame Raw(string ns, string name, ReadOnlySpan<byte> argument)
    {
        var frame = Begin(SocketPacketType.Event, ns, null);
        var json = BeginArray(frame, name);
        json.WriteRawValue(argument, skipInputValidation: true);
        return EndArray(frame, json);
    }

    /// <summary>An event or an answer with the arguments of a received packet.</summary>
    public static OutboundFrame Arguments(SocketPacketType type, string ns, ulong? ackId, string? name, JsonElement received)
    {
        var frame = Begin(type, ns, ackId);
        var json = BeginArray(frame, name);
        for (var i = 1; i < received.GetArrayLength(); i++)
        {
            received[i].WriteTo(json);
        }

        return EndArray(frame, json);
    }

    /// <summary>The answer to an accepted CONNECT.</summary>
    public static OutboundFrame Connected(string ns, string socketId)
    {
        var frame = Begin(SocketPacketType.Connect, ns, null);
        var json = frame.Json;
        json.WriteStartObject();
        json.WriteString("sid"u8, socketId);
        json.WriteEndObject();
        json.Flush();
        return frame;
    }

    /// <summary>The answer to a refused CONNECT.</summary>
    public static OutboundFrame Refused(string ns, string message, ReadOnlySpan<byte> data)
    {
        var frame = Begin(SocketPacketType.ConnectError, ns, null);
        var json = frame.Json;
        json.WriteStartObject();
        json.WriteString("message"u8, message);
        if (!data.IsEmpty)
        {
            json.WritePropertyName("data"u8);
            json.WriteRawValue(data, skipInputValidation: true);
        }

        json.WriteEndObject();
        json.Flush();
        return frame;
    }

    /// <summary>Ends a socket.</summary>
    public static OutboundFrame Disconnect(string ns) => Begin(SocketPacketType.Disconnect, ns, null);

    /// <summary>An Engine.IO packet without content.</summary>
    public static OutboundFrame Engine(byte type)
    {
        var frame = OutboundFrame.Rent();
        frame.Write([type]);
        return frame;
    }

    private static OutboundFrame Begin(SocketPacketType type, string ns, ulong? ackId)
    {
        var frame = Engine(EnginePacketType.Message);
        SocketPacketEncoder.WriteHeader(frame, type, ns, ackId);
        return frame;
    }

    private static Utf8JsonWriter BeginArray(OutboundFrame frame, string? name)
    {
        var json = frame.Json;
        json.WriteStartArray();
        if (name is not null)
        {
            json.WriteStringValue(name);
        }

        return json;
    }

    private static OutboundFrame EndArray(OutboundFrame frame, Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.Flush();
        return frame;
    }
}
