using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Services.Gateway.SocketIo.Connections;
using Services.Gateway.SocketIo.Packets;
using Services.Gateway.SocketIo.Rooms;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo;

/// <summary>A client in a namespace. Thread-safe; sends never block: past the connection's bounds the client is disconnected.</summary>
public sealed class SocketIoSocket
{
    private readonly SocketIoConnection _connection;
    private readonly RoomRegistry _rooms;
    private readonly HashSet<string> _joined = new(StringComparer.Ordinal);
    private bool _isGone;

    internal SocketIoSocket(string id, SocketIoConnection connection, SocketIoNamespace ns, SocketIoHandshake handshake, object? state)
    {
        Id = id;
        _connection = connection;
        Namespace = ns;
        Handshake = handshake;
        State = state;
        _rooms = ns.Rooms;
    }

    /// <summary>The socket's id, as the client sees it.</summary>
    public string Id { get; }

    /// <summary>The namespace it is in.</summary>
    public SocketIoNamespace Namespace { get; }

    /// <summary>What the client showed when it joined.</summary>
    public SocketIoHandshake Handshake { get; }

    /// <summary>What the application keeps with the socket.</summary>
    public object? State { get; }

    /// <summary>False once the socket is disconnected.</summary>
    public bool IsConnected => !Volatile.Read(ref _isGone);

    /// <summary>Bytes that wait to be sent on its connection.</summary>
    public int OutboundBytes => _connection.OutboundBytes;

    /// <summary>The state as the application's own type.</summary>
    public T GetState<T>() where T : class => (T)State!;

    /// <summary>Sends an event with one argument; false if the client takes no more.</summary>
    public bool Emit<T>(string name, T argument, JsonTypeInfo<T> type) => SendJson(SocketPacketType.Event, null, name, argument, type);

    /// <summary>Sends an event whose one argument is already UTF-8 JSON; it is not looked at.</summary>
    public bool EmitRaw(string name, ReadOnlySpan<byte> argumentJson)
    {
        using var frame = PacketFrames.Raw(Namespace.Name, name, argumentJson);
        return Send(frame);
    }

    /// <summary>Sends an event with the arguments of a received one, as an echo does.</summary>
    public bool EmitArguments(string name, SocketIoEvent received)
    {
        ArgumentNullException.ThrowIfNull(received);
        using var frame = PacketFrames.Arguments(SocketPacketType.Event, Namespace.Name, null, name, received.Packet);
        return Send(frame);
    }

    /// <summary>Enters a room; false if the socket is gone or in too many rooms.</summary>
    public bool Join(string room)
    {
        lock (_joined)
        {
            if (_isGone || _joined.Count >= _connection.Options.MaxRooms)
            {
                return false;
            }

            if (_joined.Add(room))
            {
                _rooms.Join(room, this);
            }

            return true;
        }
    }

    /// <summary>Leaves a room; false if the socket was not in it.</summary>
    public bool Leave(string room)
    {
        lock (_joined)
        {
            if (!_joined.Remove(room))
            {
                return false;
            }

            _rooms.Leave(room, this);
            return true;
        }
    }

    /// <summary>Completes once what was sent has left for the network, or the connection is gone.</summary>
    public Task WhenDrained() => _connection.WhenDrained();

    /// <summary>Ends the socket with a DISCONNECT packet, and with <paramref name="closeConnection"/> the connection with <paramref name="reason"/> in its close frame.</summary>
    public void Disconnect(string reason, bool closeConnection = true) => _connection.DisconnectSocket(this, reason, closeConnection);

    internal bool Send(OutboundFrame frame) => IsConnected && _connection.Send(frame);

    internal bool SendJson<T>(SocketPacketType type, ulong? ackId, string? name, T argument, JsonTypeInfo<T> typeInfo)
    {
        using var frame = PacketFrames.Typed(type, Namespace.Name, ackId, name, argument, typeInfo);
        return Send(frame);
    }

    internal bool SendArguments(SocketPacketType type, ulong? ackId, string? name, JsonElement packet)
    {
        using var frame = PacketFrames.Arguments(type, Namespace.Name, ackId, name, packet);
        return Send(frame);
    }

    /// <summary>Marks it gone and leaves all rooms; true the first time.</summary>
    internal bool Remove()
    {
        lock (_joined)
        {
            if (_isGone)
            {
                return false;
            }

            Volatile.Write(ref _isGone, true);
            foreach (var room in _joined)
            {
                _rooms.Leave(room, this);
            }

            _joined.Clear();
            return true;
        }
    }
}
