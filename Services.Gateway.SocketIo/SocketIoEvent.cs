using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Services.Gateway.SocketIo.Packets;

namespace Services.Gateway.SocketIo;

/// <summary>
/// An event from a client. Arguments and attachments are views on the received bytes and end with the handler; clone what must
/// live longer. The handlers of one connection run one after the other, in the order of arrival.
/// </summary>
public sealed class SocketIoEvent
{
    private readonly ulong? _ackId;
    private readonly int _textBytes;
    private int _isAcknowledged;

    internal SocketIoEvent(
        SocketIoSocket socket,
        JsonElement packet,
        ulong? ackId,
        IReadOnlyList<ReadOnlyMemory<byte>> attachments,
        int textBytes
    )
    {
        _textBytes = textBytes;
        Socket = socket;
        Arguments = new ReceivedArguments(packet, attachments);
        _ackId = ackId;
        Name = packet[0].ValueKind == JsonValueKind.String ? packet[0].GetString()! : packet[0].GetRawText();
    }

    /// <summary>Who sent it.</summary>
    public SocketIoSocket Socket { get; }

    /// <summary>The event's name.</summary>
    public string Name { get; }

    /// <summary>How many arguments came with it.</summary>
    public int Count => Arguments.Count;

    /// <summary>Binary arguments; in the JSON, <c>{"_placeholder":true,"num":N}</c> stands where the Nth was.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Attachments => Arguments.Attachments;

    /// <summary>The packet and its attachments, in bytes, as they were after decompression.</summary>
    public long Size => _textBytes + Attachments.Sum(static attachment => (long)attachment.Length);

    /// <summary>True if the client waits for an answer.</summary>
    public bool WantsAck => _ackId is not null;

    /// <summary>All arguments, to be sent again as they are.</summary>
    internal ReceivedArguments Arguments { get; }

    /// <summary>An argument; <see cref="JsonValueKind.Undefined"/> if there are fewer.</summary>
    public JsonElement this[int index] => Arguments[index];

    /// <summary>An argument as a type of the application's; its <see cref="SocketIoBytes"/> are the attachments.</summary>
    /// <exception cref="JsonException">It is missing, or of another type.</exception>
    public T? Read<T>(int index, JsonTypeInfo<T> type) =>
        index < Count ? BinaryJson.Read(this[index], Attachments, type) : throw new JsonException($"There is no argument {index}.");

    /// <summary>An argument that is bytes; false for everything else.</summary>
    public bool TryReadBytes(int index, out ReadOnlyMemory<byte> bytes) => BinaryJson.TryFind(this[index], Attachments, out bytes);

    /// <summary>
    /// Answers the client's callback with any number of arguments, bytes among them. Without a callback, or a second time, nothing happens.
    /// </summary>
    /// <exception cref="SocketIoEventTooLargeException">It is larger than <see cref="SocketIoOptions.MaxOutboundBytes"/>.</exception>
    public bool Ack(params ReadOnlySpan<SocketIoArgument> arguments)
    {
        if (!TryBeginAck(out var id))
        {
            return false;
        }

        using var frame = PacketFrames.Of(SocketPacketType.Ack, Socket.Namespace.Name, id, null, arguments);
        return Socket.Send(frame);
    }

    /// <summary>Answers the client's callback with one argument. Without a callback, or a second time, nothing happens.</summary>
    public bool Ack<T>(T argument, JsonTypeInfo<T> type)
    {
        if (!TryBeginAck(out var id))
        {
            return false;
        }

        using var frame = PacketFrames.Typed(SocketPacketType.Ack, Socket.Namespace.Name, id, null, argument, type);
        return Socket.Send(frame);
    }

    /// <summary>Answers the client's callback with the arguments it sent, binary ones included, as an echo does.</summary>
    public bool AckWithArguments()
    {
        if (!TryBeginAck(out var id))
        {
            return false;
        }

        using var frame = PacketFrames.Arguments(SocketPacketType.Ack, Socket.Namespace.Name, id, null, Arguments);
        return Socket.Send(frame);
    }

    private bool TryBeginAck(out ulong id)
    {
        id = _ackId.GetValueOrDefault();
        return _ackId is not null && Interlocked.Exchange(ref _isAcknowledged, 1) == 0;
    }
}
