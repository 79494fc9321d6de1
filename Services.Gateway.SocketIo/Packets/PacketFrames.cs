using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Services.Gateway.SocketIo.EngineIo;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Packets;

/// <summary>Whole packets, Engine.IO's type included, ready to be sent; the caller disposes them.</summary>
internal static class PacketFrames
{
    /// <summary>An event or an answer with one argument, and an offset behind it if there is one.</summary>
    public static OutboundFrame Typed<T>(
        SocketPacketType type,
        string ns,
        ulong? ackId,
        string? name,
        T argument,
        JsonTypeInfo<T> typeInfo,
        ReadOnlySpan<char> offset = default
    )
    {
        var frame = Begin(type, ns, ackId);
        var json = BeginArray(frame, name);
        var outer = BinaryJson.Exchange(frame);
        try
        {
            JsonSerializer.Serialize(json, argument, typeInfo);
        }
        finally
        {
            BinaryJson.Exchange(outer);
        }

        return EndArray(frame, json, offset);
    }

    /// <summary>An event or an answer with any number of arguments, and an offset behind them if there is one.</summary>
    public static OutboundFrame Of(
        SocketPacketType type,
        string ns,
        ulong? ackId,
        string? name,
        ReadOnlySpan<SocketIoArgument> arguments,
        ReadOnlySpan<char> offset = default
    )
    {
        var frame = Begin(type, ns, ackId);
        var json = BeginArray(frame, name);
        var outer = BinaryJson.Exchange(frame);
        try
        {
            foreach (var argument in arguments)
            {
                argument.WriteTo(json);
            }
        }
        finally
        {
            BinaryJson.Exchange(outer);
        }

        return EndArray(frame, json, offset);
    }

    /// <summary>An event whose argument is JSON already, with an offset behind it if there is one.</summary>
    public static OutboundFrame Raw(string ns, string name, ReadOnlySpan<byte> argument, ReadOnlySpan<char> offset = default)
    {
        var frame = Begin(SocketPacketType.Event, ns, null);
        var json = BeginArray(frame, name);
        json.WriteRawValue(argument, skipInputValidation: true);
        return EndArray(frame, json, offset);
    }

    /// <summary>An event or an answer with the arguments of a received one, and an offset behind them if there is one.</summary>
    public static OutboundFrame Arguments(
        SocketPacketType type,
        string ns,
        ulong? ackId,
        string? name,
        ReceivedArguments received,
        ReadOnlySpan<char> offset = default
    )
    {
        var frame = Begin(type, ns, ackId);
        var json = BeginArray(frame, name);
        for (var i = 0; i < received.Count; i++)
        {
            // As it came: half a surrogate pair has no other way through.
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(received[i]), skipInputValidation: true);
        }

        foreach (var attachment in received.Attachments)
        {
            frame.Attach(attachment);
        }

        return EndArray(frame, json, offset);
    }

    /// <summary>A packet that was framed before, and its attachments.</summary>
    public static OutboundFrame Again(ReadOnlySpan<byte> packet, ReadOnlySpan<ReadOnlyMemory<byte>> attachments)
    {
        var frame = OutboundFrame.Rent();
        frame.Write(packet);
        foreach (var attachment in attachments)
        {
            frame.Attach(attachment);
        }

        return frame;
    }

    /// <summary>The answer to an accepted CONNECT.</summary>
    public static OutboundFrame Connected(string ns, string socketId, string? recoveryId)
    {
        var frame = Begin(SocketPacketType.Connect, ns, null);
        var json = frame.Json;
        json.WriteStartObject();
        json.WriteString("sid"u8, socketId);
        if (recoveryId is not null)
        {
            json.WriteString("pid"u8, recoveryId);
        }

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

    private static OutboundFrame Begin(SocketPacketType type, string ns, ulong? ackId)
    {
        var frame = OutboundFrame.Rent();
        frame.Write([EnginePacketType.Message]);
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

    private static OutboundFrame EndArray(OutboundFrame frame, Utf8JsonWriter json, ReadOnlySpan<char> offset = default)
    {
        if (!offset.IsEmpty)
        {
            json.WriteStringValue(offset);
        }

        json.WriteEndArray();
        json.Flush();
        if (!frame.Attachments.IsEmpty)
        {
            SocketPacketEncoder.MakeBinary(frame);
        }

        return frame;
    }
}
