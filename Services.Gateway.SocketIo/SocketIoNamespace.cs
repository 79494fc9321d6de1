using System.Buffers;
using System.Text.Json.Serialization.Metadata;
using Services.Gateway.SocketIo.Packets;
using Services.Gateway.SocketIo.Rooms;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo;

/// <summary>A namespace: its handlers, set up before the server starts, and its rooms. Broadcasts are thread-safe.</summary>
public sealed class SocketIoNamespace
{
    private readonly Dictionary<string, Func<SocketIoEvent, ValueTask>> _handlers = new(StringComparer.Ordinal);

    internal SocketIoNamespace(string name) => Name = name;

    /// <summary>The name, with its leading slash.</summary>
    public string Name { get; }

    internal RoomRegistry Rooms { get; } = new();

    internal Func<SocketIoHandshake, CancellationToken, ValueTask<SocketIoConnectResult>> Connecting { get; private set; } =
        static (_, _) => ValueTask.FromResult(SocketIoConnectResult.Accept());

    internal Func<SocketIoSocket, ValueTask>? Connected { get; private set; }

    internal Func<SocketIoSocket, SocketIoDisconnectReason, ValueTask>? Disconnected { get; private set; }

    internal Func<SocketIoEvent, ValueTask>? Unhandled { get; private set; }

    internal Func<SocketIoEvent, Exception, ValueTask>? Failed { get; private set; }

    /// <summary>Decides who may join; default: everybody. The token ends with the connection. An exception refuses with <c>internal error</c>.</summary>
    public SocketIoNamespace OnConnecting(Func<SocketIoHandshake, CancellationToken, ValueTask<SocketIoConnectResult>> handler)
    {
        Connecting = handler;
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
    public int Emit<T>(string room, string name, T argument, JsonTypeInfo<T> type, SocketIoSocket? except = null)
    {
        if (Rooms.Find(room) is not { } found)
        {
            return 0;
        }

        using var frame = PacketFrames.Typed(SocketPacketType.Event, Name, null, name, argument, type);
        return found.Send(frame, except);
    }

    /// <summary>Sends an event whose one argument is UTF-8 JSON already to everybody in a room; returns to how many.</summary>
    public int EmitRaw(string room, string name, ReadOnlySpan<byte> argumentJson, SocketIoSocket? except = null)
    {
        if (Rooms.Find(room) is not { } found)
        {
            return 0;
        }

        using var frame = PacketFrames.Raw(Name, name, argumentJson);
        return found.Send(frame, except);
    }

    /// <summary>Sends a packet that is ready but for its transport's frame, for example <c>42["name",{…}]</c>, to everybody in a room; returns to how many.</summary>
    public int EmitPacket(string room, ReadOnlySpan<byte> packet, SocketIoSocket? except = null)
    {
        if (Rooms.Find(room) is not { } found)
        {
            return 0;
        }

        using var frame = OutboundFrame.Rent();
        frame.Write(packet);
        return found.Send(frame, except);
    }

    /// <summary>The sockets in a room at this moment.</summary>
    public IReadOnlyList<SocketIoSocket> SocketsIn(string room) => Rooms.Find(room)?.Members() ?? [];

    internal Func<SocketIoEvent, ValueTask>? Find(string name) => _handlers.GetValueOrDefault(name) ?? Unhandled;
}
