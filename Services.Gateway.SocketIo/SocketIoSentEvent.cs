using System.Text;
using System.Text.Json;
using Services.Gateway.SocketIo.EngineIo;
using Services.Gateway.SocketIo.Packets;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo;

/// <summary>
/// An event that was sent to a client, for whoever watches (<see cref="SocketIoNamespace.OnAnyOutgoing"/>). A view on the sender's bytes,
/// which ends with the call.
/// </summary>
public readonly ref struct SocketIoSentEvent
{
    private SocketIoSentEvent(SocketIoSocket socket, ReadOnlySpan<byte> json, long size)
    {
        Socket = socket;
        Json = json;
        Size = size;
    }

    /// <summary>Whom it was sent to.</summary>
    public SocketIoSocket Socket { get; }

    /// <summary>
    /// The packet's array as UTF-8 JSON: the name, the arguments, and an offset behind them where the event has one. Binary arguments are
    /// placeholders, as in <see cref="SocketIoEvent.Attachments"/>.
    /// </summary>
    public ReadOnlySpan<byte> Json { get; }

    /// <summary>The packet and its attachments, in bytes, as they were before compression.</summary>
    public long Size { get; }

    /// <summary>The event's name; made anew at each call.</summary>
    public string Name
    {
        get
        {
            var reader = new Utf8JsonReader(Json);
            return reader.Read() && reader.Read() && reader.TokenType == JsonTokenType.String
                ? reader.GetString()!
                : Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    /// <summary>Reads a frame; false if it is something else than an event: an answer, a DISCONNECT, a packet of Engine.IO.</summary>
    internal static bool TryRead(SocketIoSocket socket, OutboundFrame frame, out SocketIoSentEvent sent)
    {
        var payload = frame.Payload;
        if (
            payload is not [EnginePacketType.Message, .. var rest]
            || !SocketPacketDecoder.TryDecode(rest, out var packet)
            || packet.Type is not (SocketPacketType.Event or SocketPacketType.BinaryEvent)
        )
        {
            sent = default;
            return false;
        }

        sent = new SocketIoSentEvent(socket, packet.Payload, frame.Size);
        return true;
    }
}
