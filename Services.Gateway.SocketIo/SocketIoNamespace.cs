using System.Collections.Concurrent;
using Services.Gateway.SocketIo.Recovery;
using Services.Gateway.SocketIo.Rooms;

namespace Services.Gateway.SocketIo;

/// <summary>A namespace: its handlers, set up before the server starts, and its rooms. Broadcasts are thread-safe.</summary>
public sealed partial class SocketIoNamespace
{
    private readonly Dictionary<string, Func<SocketIoEvent, ValueTask>> _handlers = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, SocketIoSocket> _sockets = new(StringComparer.Ordinal);

    private readonly SocketIoHub _hub;

    internal SocketIoNamespace(string name, SocketIoHub hub)
    {
        Name = name;
        _hub = hub;
    }

    /// <summary>The name, with its leading slash.</summary>
    public string Name { get; }

    internal RoomRegistry<SocketIoSocket> Rooms { get; } = new();

    /// <summary>The events that are kept for clients that come back; null if the namespace does not keep them.</summary>
    internal RecoveryBuffer? Recovery { get; private set; }

    internal Func<SocketIoHandshake, CancellationToken, ValueTask<SocketIoConnectResult>> Connecting { get; private set; } =
        static (_, _) => ValueTask.FromResult(SocketIoConnectResult.Accept());

    internal Func<object?, string, string?, CancellationToken, ValueTask<SocketIoRecovered?>>? Recovering { get; private set; }

    internal Func<SocketIoSocket, ValueTask>? Connected { get; private set; }

    internal Func<SocketIoSocket, SocketIoDisconnectReason, ValueTask>? Disconnected { get; private set; }

    internal Func<SocketIoEvent, ValueTask>? Unhandled { get; private set; }

    internal Func<SocketIoEvent, Exception, ValueTask>? Failed { get; private set; }

    internal Action<SocketIoEvent>? Any { get; private set; }

    internal Action<SocketIoSentEvent>? AnyOutgoing { get; private set; }

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

    /// <summary>
    /// Offers recovery out of this process's memory: a client that comes back within <paramref name="window"/> (default two minutes) after
    /// a broken connection has its id, its rooms, and the events that it missed. Events are kept up to <paramref name="maxBytes"/> (default
    /// 16 MiB), the newest ones; a client that missed more than is there joins anew. Volatile events, events with a callback and packets
    /// that were framed before are not kept.
    /// </summary>
    /// <remarks>Broadcasts of the namespace run one at a time. Nothing survives a restart, and other servers know nothing of it.</remarks>
    public SocketIoNamespace RecoverFromMemory(TimeSpan? window = null, long maxBytes = 16 * 1024 * 1024)
    {
        Recovery = new RecoveryBuffer(window ?? TimeSpan.FromMinutes(2), maxBytes, _hub.Server.Time);
        return OnRecovering(Recovery.DecideAsync);
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

    /// <summary>
    /// Is shown each event from a client before its handler runs, those without a handler too; <c>onAny</c> in the original. It runs
    /// where the handler does, so it must not wait; if it throws, the handler does not run.
    /// </summary>
    public SocketIoNamespace OnAny(Action<SocketIoEvent> watcher)
    {
        Any = watcher;
        return this;
    }

    /// <summary>
    /// Is shown each event that a client is sent, once for each client and on the sender's thread, so it must neither wait nor throw;
    /// <c>onAnyOutgoing</c> in the original. Answers to callbacks are no events, and volatile events that were dropped were not sent.
    /// </summary>
    public SocketIoNamespace OnAnyOutgoing(Action<SocketIoSentEvent> watcher)
    {
        AnyOutgoing = watcher;
        return this;
    }

    /// <summary>True if events of that name have a handler of their own.</summary>
    public bool Handles(string name) => _handlers.ContainsKey(name);

    /// <summary>All its sockets at this moment.</summary>
    public IEnumerable<SocketIoSocket> Sockets => _sockets.Select(static known => known.Value);

    /// <summary>The socket with that id; null if it is not there.</summary>
    public SocketIoSocket? FindSocket(string id) => _sockets.GetValueOrDefault(id);

    /// <summary>The sockets in a room at this moment.</summary>
    public IReadOnlyList<SocketIoSocket> SocketsIn(string room) =>
        FindSocket(room) is { } own ? [own, .. Rooms.Find(room)?.Members() ?? []] : Rooms.Find(room)?.Members() ?? [];

    internal void Add(SocketIoSocket socket) => _sockets[socket.Id] = socket;

    internal void Remove(SocketIoSocket socket) => _sockets.TryRemove(KeyValuePair.Create(socket.Id, socket));

    internal Func<SocketIoEvent, ValueTask>? Find(string name) => _handlers.GetValueOrDefault(name) ?? Unhandled;
}
