using System.Buffers;
using System.Text.Json.Serialization.Metadata;
using Services.Gateway.SocketIo.Connections;
using Services.Gateway.SocketIo.Packets;
using Services.Gateway.SocketIo.Rooms;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo;

/// <summary>A namespace: its handlers, set up before the server starts, and its rooms. Broadcasts are thread-safe.</summary>
public sealed class SocketIoNamespace
{
    private readonly Dictionary<string, Func<SocketIoEvent, ValueTask>> _handlers = new(StringComparer.Ordinal);

    private readonly SocketIoHub _hub;

    internal SocketIoNamespace(string name, SocketIoHub hub)
    {
        Name = name;
        _hub = hub;
    }

    /// <summary>The name, with its leading slash.</summary>
    public string Name { get; }

    internal RoomRegistry Rooms { get; } = new();

    internal Func<SocketIoHandshake, CancellationToken, ValueTask<SocketIoConnectResult>> Connecting { get; private set; } =
        static (_, _) => ValueTask.FromResult(SocketIoConnectResult.Accept());

    internal Func<object?, string, string?, CancellationToken, ValueTask<SocketIoRecovered?>>? Recovering { get; private set; }

    internal Func<SocketIoSocket, ValueTask>? Connected { get; private set; }

    internal Func<SocketIoSocket, SocketIoDisconnectReason, ValueTask>? Disconnected { get; private set; }

    internal Func<SocketIoEvent, ValueTask>? Unhandled { get; private set; }

    internal Func<SocketIoEvent, Exception, ValueTask>? Failed { get; private set; }

    /// <summary>
    /// Decides who may join; default: everybody. The token ends with the connection. An exception refuses with <c>internal error</c>.
    /// </summary>
    public SocketIoNamespace OnConnecting(Func<SocketIoHandshake, CancellationToken, ValueTask<SocketIoConnectResult>> handler)
    {
        Connecting = handler;
        return this;
    }

    /// <summary>
    /// Offers recovery: decides whether a client that was accepted and shows the private id of an earlier socket is taken up as that
    /// socket. The arguments are the client's state as accepted, the private id and the offset of the last event it received, if any. Null
    /// makes it a new one. An exception closes the connection without an answer: the client keeps its place, and tries again.
    /// </summary>
    public SocketIoNamespace OnRecovering(Func<object?, string, string?, CancellationToken, ValueTask<SocketIoRecovered?>> handler)
    {
        Recovering = handler;
        return this;
    }

    /// <summary>Runs once a socket has joined, before its first event.</summary>
    public SocketIoNamespace OnConnected(Func<SocketIoSocket, ValueTask> handler)
    {
        Connected = handler;
        return this;
    }

    /// <summary>Runs once for each socket that had joined, after its last event.</summary>
    public SocketIoNamespace OnDisconnected(Func<SocketIoSocket, SocketIoDisconnectReason, ValueTask> handler)
    {
        Disconnected = handler;
        return this;
    }

    /// <summary>Handles an event. Handlers of one connection run one at a time, in order; one that waits lets nobody else wait.</summary>
    public SocketIoNamespace On(string name, Func<SocketIoEvent, ValueTask> handler)
    {
        _handlers.Add(name, handler);
        return this;
    }

    /// <summary>Handles events that have no handler; default: they are ignored.</summary>
    public SocketIoNamespace OnUnhandled(Func<SocketIoEvent, ValueTask> handler)
    {
        Unhandled = handler;
        return this;
    }

    /// <summary>Is told of exceptions from event handlers, after they were logged.</summary>
    public SocketIoNamespace OnFailed(Func<SocketIoEvent, Exception, ValueTask> handler)
    {
        Failed = handler;
        return this;
    }

    /// <summary>Sends an event to everybody in a room, serialised once; returns to how many.</summary>
    public int Emit<T>(
        string room,
        string name,
        T argument,
        JsonTypeInfo<T> type,
        SocketIoSocket? except = null,
        ReadOnlySpan<char> offset = default
    )
    {
        if (Rooms.Find(room) is not { } found)
        {
            return 0;
        }

        using var frame = PacketFrames.Typed(SocketPacketType.Event, Name, null, name, argument, type, 0, offset);
        return found.Send(frame, except, isVolatile: false);
    }

    /// <summary>The same, but clients that do not keep up miss it.</summary>
    public int EmitVolatile<T>(string room, string name, T argument, JsonTypeInfo<T> type, SocketIoSocket? except = null)
    {
        if (Rooms.Find(room) is not { } found)
        {
            return 0;
        }

        using var frame = PacketFrames.Typed(SocketPacketType.Event, Name, null, name, argument, type);
        return found.Send(frame, except, isVolatile: true);
    }

    /// <summary>
    /// Sends an event with the arguments of a received one, however many, binary ones included, to everybody in a room; returns to how
    /// many.
    /// </summary>
    public int EmitArguments(string room, string name, SocketIoEvent received, SocketIoSocket? except = null)
    {
        ArgumentNullException.ThrowIfNull(received);
        if (Rooms.Find(room) is not { } found)
        {
            return 0;
        }

        using var frame = PacketFrames.Arguments(SocketPacketType.Event, Name, null, name, received.Packet, received.Attachments.Count);
        return found.Send(frame, except, isVolatile: false, [.. received.Attachments]);
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
        if (Rooms.Find(room) is not { } found)
        {
            return 0;
        }

        using var frame = PacketFrames.Raw(Name, name, argumentJson, offset);
        return found.Send(frame, except, isVolatile: false);
    }

    /// <summary>
    /// Sends an event whose one argument is UTF-8 JSON already to everybody in the namespace, framed once; returns to how many.
    /// </summary>
    public int EmitRawToAll(string name, ReadOnlySpan<byte> argumentJson)
    {
        using var frame = PacketFrames.Raw(Name, name, argumentJson);
        var told = 0;
        foreach (var socket in Sockets)
        {
            told += socket.Send(frame) ? 1 : 0;
        }

        return told;
    }

    /// <summary>
    /// Sends an Engine.IO message that was framed before, such as <c>42["name",{…}]</c>, to everybody in a room; returns to how many.
    /// </summary>
    public int EmitPacket(string room, ReadOnlySpan<byte> packet, SocketIoSocket? except = null)
    {
        if (Rooms.Find(room) is not { } found)
        {
            return 0;
        }

        using var frame = OutboundFrame.Rent();
        frame.Write(packet);
        return found.Send(frame, except, isVolatile: false);
    }

    /// <summary>All its sockets at this moment.</summary>
    public IEnumerable<SocketIoSocket> Sockets =>
        _hub.Server.Sessions.Select(session => ((SocketIoConnection)session).FindSocket(Name)).OfType<SocketIoSocket>();

    /// <summary>The sockets in a room at this moment.</summary>
    public IReadOnlyList<SocketIoSocket> SocketsIn(string room) => Rooms.Find(room)?.Members() ?? [];

    internal Func<SocketIoEvent, ValueTask>? Find(string name) => _handlers.GetValueOrDefault(name) ?? Unhandled;
}
