using System.Buffers;
using System.Text.Json.Serialization.Metadata;
using Services.Gateway.SocketIo.Packets;
using Services.Gateway.SocketIo.Recovery;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo;

/// <content>What is sent to one room, or to everybody; see <see cref="To"/> for all other choices.</content>
public sealed partial class SocketIoNamespace
{
    /// <summary>Everybody in at least one of these rooms; with no room, everybody in the namespace.</summary>
    public SocketIoBroadcast To(params ReadOnlySpan<string> rooms) => new(this, rooms.ToArray());

    /// <summary>Everybody in the namespace who is in none of these rooms.</summary>
    public SocketIoBroadcast Except(params ReadOnlySpan<string> rooms) => To().Except(rooms);

    /// <summary>Sends an event with any number of arguments to everybody in the namespace; returns to how many.</summary>
    /// <exception cref="SocketIoEventTooLargeException">It is larger than <see cref="SocketIoOptions.MaxOutboundBytes"/>.</exception>
    public int EmitToAll(string name, params ReadOnlySpan<SocketIoArgument> arguments) => To().Emit(name, arguments);

    /// <summary>Sends an event to everybody in a room, serialised once; returns to how many.</summary>
    /// <exception cref="SocketIoEventTooLargeException">It is larger than <see cref="SocketIoOptions.MaxOutboundBytes"/>.</exception>
    public int Emit<T>(
        string room,
        string name,
        T argument,
        JsonTypeInfo<T> type,
        SocketIoSocket? except = null,
        ReadOnlySpan<char> offset = default
    )
    {
        if (!HasReceivers(room))
        {
            return 0;
        }

        var own = offset.IsEmpty ? NextOffset() : null;
        using var frame = PacketFrames.Typed(SocketPacketType.Event, Name, null, name, argument, type, own ?? offset);
        return SendTo(room, frame, except, own is null ? null : Recovery);
    }

    /// <summary>The same, but clients that do not keep up miss it.</summary>
    public int EmitVolatile<T>(string room, string name, T argument, JsonTypeInfo<T> type, SocketIoSocket? except = null)
    {
        if (!HasReceivers(room))
        {
            return 0;
        }

        using var frame = PacketFrames.Typed(SocketPacketType.Event, Name, null, name, argument, type);
        return SendTo(room, frame, except, isVolatile: true);
    }

    /// <summary>
    /// Sends an event with the arguments of a received one, however many, binary ones included, to everybody in a room; returns to how
    /// many.
    /// </summary>
    public int EmitArguments(string room, string name, SocketIoEvent received, SocketIoSocket? except = null)
    {
        ArgumentNullException.ThrowIfNull(received);
        if (!HasReceivers(room))
        {
            return 0;
        }

        using var frame = PacketFrames.Arguments(SocketPacketType.Event, Name, null, name, received.Arguments, NextOffset());
        return SendTo(room, frame, except, Recovery);
    }

    /// <summary>Sends an event whose one argument is UTF-8 JSON already to everybody in a room; returns to how many.</summary>
    public int EmitRaw(
        string room,
        string name,
        ReadOnlySpan<byte> argumentJson,
        ReadOnlySpan<char> offset = default,
        SocketIoSocket? except = null
    )
    {
        if (!HasReceivers(room))
        {
            return 0;
        }

        var own = offset.IsEmpty ? NextOffset() : null;
        using var frame = PacketFrames.Raw(Name, name, argumentJson, own ?? offset);
        return SendTo(room, frame, except, own is null ? null : Recovery);
    }

    /// <summary>
    /// Sends an event whose one argument is UTF-8 JSON already to everybody in the namespace, framed once; returns to how many.
    /// </summary>
    public int EmitRawToAll(string name, ReadOnlySpan<byte> argumentJson)
    {
        using var frame = PacketFrames.Raw(Name, name, argumentJson, NextOffset());
        return To().Send(frame, isBuffered: true);
    }

    /// <summary>
    /// Sends an Engine.IO message that was framed before, such as <c>42["name",{…}]</c>, to everybody in a room; returns to how many.
    /// </summary>
    public int EmitPacket(string room, ReadOnlySpan<byte> packet, SocketIoSocket? except = null)
    {
        if (!HasReceivers(room))
        {
            return 0;
        }

        using var frame = PacketFrames.Again(packet, []);
        return SendTo(room, frame, except);
    }

    /// <summary>The offset for an event that is kept; null if none are.</summary>
    internal string? NextOffset() => Recovery?.NextOffset();

    /// <summary>True if an event to the room is sent to somebody, or kept for somebody who may come back.</summary>
    private bool HasReceivers(string room) => Rooms.Find(room) is not null || Recovery is not null || _sockets.ContainsKey(room);

    private int SendTo(
        string room,
        OutboundFrame frame,
        SocketIoSocket? except,
        RecoveryBuffer? recovery = null,
        bool isVolatile = false
    ) => recovery is null ? SendTo(room, frame, except, isVolatile) : SendBuffered(recovery, room, frame, except);

    private int SendBuffered(RecoveryBuffer recovery, string room, OutboundFrame frame, SocketIoSocket? except) =>
        recovery.Send(frame, [room], except is null ? [] : [except.Id], () => SendTo(room, frame, except, isVolatile: false));

    private int SendTo(string room, OutboundFrame frame, SocketIoSocket? except, bool isVolatile)
    {
        var sent = 0;
        foreach (var member in Rooms.Find(room)?.Members() ?? [])
        {
            sent += SendTo(member, frame, except, isVolatile);
        }

        return FindSocket(room) is { } own ? sent + SendTo(own, frame, except, isVolatile) : sent;
    }

    private static int SendTo(SocketIoSocket socket, OutboundFrame frame, SocketIoSocket? except, bool isVolatile) =>
        socket != except && (isVolatile ? socket.SendVolatile(frame) : socket.Send(frame)) ? 1 : 0;
}
