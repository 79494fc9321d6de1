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
    private readonly Lock _gate = new();
    private HashSet<string>? _joined;
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

    /// <summary>
    /// Sends an event with one argument; false if the client takes no more. Binary parts go as attachments: in the argument's JSON stands
    /// <c>{"_placeholder":true,"num":N}</c> for the Nth.
    /// </summary>
    public bool Emit<T>(string name, T argument, JsonTypeInfo<T> type, params ReadOnlySpan<ReadOnlyMemory<byte>> attachments)
    {
        using var frame = PacketFrames.Typed(SocketPacketType.Event, Namespace.Name, null, name, argument, type, attachments.Length);
        return Send(frame, attachments);
    }

    /// <summary>Sends an event with one argument and, behind it, the place in the stream that the client is at with it.</summary>
    public bool EmitAt<T>(string name, T argument, JsonTypeInfo<T> type, ReadOnlySpan<char> offset)
    {
        using var frame = PacketFrames.Typed(SocketPacketType.Event, Namespace.Name, null, name, argument, type, 0, offset);
        return Send(frame);
    }

    /// <summary>Sends an event if the client keeps up; false if it was dropped.</summary>
    public bool EmitVolatile<T>(string name, T argument, JsonTypeInfo<T> type)
    {
        using var frame = PacketFrames.Typed(SocketPacketType.Event, Namespace.Name, null, name, argument, type);
        return SendVolatile(frame);
    }

    /// <summary>
    /// Sends an event whose one argument is already UTF-8 JSON; it is not looked at. <paramref name="offset"/>, if given, goes behind it,
    /// where clients look for their place in the stream when they come back.
    /// </summary>
    public bool EmitRaw(string name, ReadOnlySpan<byte> argumentJson, ReadOnlySpan<char> offset = default)
    {
        using var frame = PacketFrames.Raw(Namespace.Name, name, argumentJson, offset);
        return Send(frame);
    }

    /// <summary>Sends an event with the arguments of a received one, binary ones included, as an echo does.</summary>
    public bool EmitArguments(string name, SocketIoEvent received)
    {
        ArgumentNullException.ThrowIfNull(received);
        using var frame = PacketFrames.Arguments(
            SocketPacketType.Event,
            Namespace.Name,
            null,
            name,
            received.Packet,
            received.Attachments.Count
        );
        return Send(frame, [.. received.Attachments]);
    }

    /// <summary>Sends a packet that was framed before: an Engine.IO message such as <c>42["name",{…}]</c>.</summary>
    public bool Send(OutboundFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return IsConnected && _connection.Send(frame);
    }

    /// <summary>
    /// Sends an event and waits for the client's answer, which may be awaited in a handler of the same client: answers overtake the events
    /// that queue behind it, as long as these are fewer than <see cref="SocketIoOptions.MaxPendingEvents"/>. From there on nothing is read
    /// until the handler goes on.
    /// </summary>
    /// <exception cref="TimeoutException">There was none in time.</exception>
    /// <exception cref="IOException">The socket is gone, before or while it waits, or has too many answers outstanding.</exception>
    public async Task<SocketIoAnswer> EmitWithAckAsync<T>(
        string name,
        T argument,
        JsonTypeInfo<T> type,
        TimeSpan timeout,
        CancellationToken cancellationToken = default
    )
    {
        var answers = AnswersOrNew();
        var (id, answer) = answers.Expect();
        try
        {
            using (var frame = PacketFrames.Typed(SocketPacketType.Event, Namespace.Name, id, name, argument, type))
            {
                if (!Send(frame))
                {
                    throw new IOException("The socket is disconnected.");
                }
            }

            return await answer.WaitAsync(timeout, _connection.Server.Time, cancellationToken);
        }
        finally
        {
            answers.Forget(id);
        }
    }

    /// <summary>Enters a room; false if the socket is gone or in too many rooms.</summary>
    public bool Join(string room)
    {
        lock (_gate)
        {
            if (_isGone || _joined?.Count >= _connection.Options.MaxRooms)
            {
                return false;
            }

            _joined ??= new HashSet<string>(StringComparer.Ordinal);
            if (_joined.Add(room))
            {
                Namespace.Rooms.Join(room, this);
            }

            return true;
        }
    }

    /// <summary>Leaves a room; false if the socket was not in it.</summary>
    public bool Leave(string room)
    {
        lock (_gate)
        {
            if (_joined?.Remove(room) != true)
            {
                return false;
            }

            Namespace.Rooms.Leave(room, this);
            return true;
        }
    }

    /// <summary>Completes once what was sent has left for the network, or the connection is gone.</summary>
    public Task WhenDrained() => _connection.WhenDrained();

    /// <summary>
    /// Ends the socket with a DISCONNECT packet, and with <paramref name="closeConnection"/> the connection with <paramref name="reason"/>
    /// in its close frame.
    /// </summary>
    public void Disconnect(string reason, bool closeConnection = true) => _connection.DisconnectSocket(this, reason, closeConnection);

    /// <summary>
    /// Closes the connection behind what was sent, with <paramref name="reason"/> in its close frame. Clients take that for a broken
    /// connection: they come back by themselves, show their credentials anew, and keep their place.
    /// </summary>
    public void CloseConnection(string reason) => _connection.Close(SocketIoDisconnectReason.ServerClosed, reason);

    /// <summary>Cuts the connection without a word: its client has come back over another one.</summary>
    public void Abandon() => _connection.Close(SocketIoDisconnectReason.Replaced);

    internal bool Send(OutboundFrame frame, ReadOnlySpan<ReadOnlyMemory<byte>> attachments) =>
        IsConnected && _connection.Send(frame, attachments);

    internal bool SendVolatile(OutboundFrame frame) => IsConnected && _connection.SendVolatile(frame);

    internal void OnAnswer(ulong id, SocketIoAnswer answer) => Volatile.Read(ref _answers)?.Complete(id, answer);

    /// <summary>Marks it gone and leaves all rooms; true the first time.</summary>
    internal bool Remove()
    {
        lock (_gate)
        {
            if (_isGone)
            {
                return false;
            }

            Volatile.Write(ref _isGone, true);
            foreach (var room in _joined ?? [])
            {
                Namespace.Rooms.Leave(room, this);
            }

            _joined = null;
        }

        FailAnswers();
        return true;
    }

    /// <summary>No answer will come any more.</summary>
    internal void FailAnswers() => Volatile.Read(ref _answers)?.Fail();

    private PendingAnswers AnswersOrNew()
    {
        lock (_gate)
        {
            return _isGone ? throw new IOException("The socket is disconnected.") : _answers ??= new PendingAnswers();
        }
    }
}
