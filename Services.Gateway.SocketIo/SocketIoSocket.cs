using Services.Gateway.SocketIo.Connections;
using Services.Gateway.SocketIo.Recovery;
using Services.Gateway.SocketIo.Rooms;

namespace Services.Gateway.SocketIo;

/// <summary>
/// A client in a namespace. Thread-safe; sends never block: a client that does not keep up is disconnected once more waits for it than
/// <see cref="SocketIoOptions.MaxOutboundBytes"/>.
/// </summary>
public sealed partial class SocketIoSocket : IRecoverableSocket
{
    private readonly SocketIoConnection _connection;
    private readonly Lock _gate = new();

    // A list, since most sockets are in one room, and none is in more than MaxRooms.
    private List<Room<SocketIoSocket>>? _joined;
    private PendingAnswers? _answers;
    private bool _isGone;

    internal SocketIoSocket(string id, SocketIoConnection connection, SocketIoNamespace ns, SocketIoHandshake handshake, object? state)
    {
        Id = id;
        _connection = connection;
        Namespace = ns;
        Handshake = handshake;
        State = state;
    }

    /// <summary>The socket's id, as the client sees it.</summary>
    public string Id { get; }

    /// <summary>The namespace it is in.</summary>
    public SocketIoNamespace Namespace { get; }

    /// <summary>What the client showed when it joined.</summary>
    public SocketIoHandshake Handshake { get; }

    /// <summary>What the application keeps with the socket.</summary>
    public object? State { get; }

    /// <summary>
    /// The private id with which the client may come back after a broken connection; null if the namespace offers no recovery.
    /// </summary>
    public string? RecoveryId { get; internal init; }

    /// <summary>What the client came back with; null for a new one.</summary>
    public SocketIoRecovered? Recovered { get; internal init; }

    /// <summary>False once the socket is disconnected.</summary>
    public bool IsConnected => !Volatile.Read(ref _isGone);

    /// <summary>Bytes that wait to be sent on its connection.</summary>
    public int OutboundBytes => _connection.OutboundBytes;

    /// <summary>The state as the application's own type.</summary>
    public T GetState<T>()
        where T : class => (T)State!;

    /// <summary>The rooms it is in, its own among them, which has its id for a name.</summary>
    public IReadOnlyCollection<string> Rooms
    {
        get
        {
            lock (_gate)
            {
                return _isGone ? [] : [Id, .. (_joined ?? []).Select(static room => room.Name)];
            }
        }
    }

    /// <summary>Enters a room; false if the socket is gone or in too many rooms. In that of its own id it is from the start.</summary>
    public bool Join(string room)
    {
        lock (_gate)
        {
            if (_isGone)
            {
                return false;
            }

            if (room == Id || IndexOf(room) >= 0)
            {
                return true;
            }

            if (_joined?.Count >= _connection.Options.MaxRooms)
            {
                return false;
            }

            _joined ??= new List<Room<SocketIoSocket>>(1);
            _joined.Add(Namespace.Rooms.Join(room, this));
            return true;
        }
    }

    /// <summary>Leaves a room; false if the socket was not in it, or if the room is its own.</summary>
    public bool Leave(string room)
    {
        lock (_gate)
        {
            if (IndexOf(room) is not (>= 0 and var index))
            {
                return false;
            }

            Namespace.Rooms.Leave(_joined![index], this);
            _joined.RemoveAt(index);
            return true;
        }
    }

    /// <summary>Completes once what was sent has left for the network, or the connection is gone.</summary>
    public Task WhenDrained() => _connection.WhenDrained();

    /// <summary>
    /// Ends the socket with a DISCONNECT packet. With <paramref name="closeConnection"/> the client's sockets in all other namespaces are
    /// ended in the same way, and the connection is closed with <paramref name="reason"/> in its close frame. A client that was told does
    /// not come back by itself.
    /// </summary>
    public void Disconnect(string reason, bool closeConnection = true) => _connection.DisconnectSocket(this, reason, closeConnection);

    /// <summary>
    /// Closes the connection behind what was sent, with <paramref name="reason"/> in its close frame. Clients take that for a broken
    /// connection: they come back by themselves, show their credentials anew, and keep their offset.
    /// </summary>
    public void CloseConnection(string reason) => _connection.Close(SocketIoDisconnectReason.ServerClosed, reason);

    /// <summary>Cuts the connection without telling why: its client has come back over another one.</summary>
    public void Abandon() => _connection.Close(SocketIoDisconnectReason.Replaced);

    internal void OnAnswer(ulong id, SocketIoAnswer answer) => Volatile.Read(ref _answers)?.Complete(id, answer);

    /// <summary>Marks it gone and leaves all rooms; true the first time.</summary>
    internal bool Remove(SocketIoDisconnectReason reason)
    {
        List<Room<SocketIoSocket>>? rooms;
        lock (_gate)
        {
            if (_isGone)
            {
                return false;
            }

            Volatile.Write(ref _isGone, true);
            rooms = _joined;
            _joined = null;
            foreach (var room in rooms ?? [])
            {
                Namespace.Rooms.Leave(room, this);
            }
        }

        Namespace.Remove(this);
        Namespace.Recovery?.OnDisconnected(this, (rooms ?? []).Select(static room => room.Name), reason);
        FailAnswers();
        return true;
    }

    /// <summary>No answer will come any more.</summary>
    internal void FailAnswers() => Volatile.Read(ref _answers)?.Fail();

    private int IndexOf(string room) => _joined?.FindIndex(joined => joined.Name == room) ?? -1;

    private PendingAnswers AnswersOrNew()
    {
        lock (_gate)
        {
            return _isGone ? throw new IOException("The socket is disconnected.") : _answers ??= new PendingAnswers();
        }
    }
}
