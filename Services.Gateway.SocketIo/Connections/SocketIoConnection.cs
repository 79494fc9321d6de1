using System.Text.Json;
using Services.Gateway.SocketIo.EngineIo;
using Services.Gateway.SocketIo.Packets;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Connections;

/// <summary>One client connection with its sockets, one for each namespace it joined.</summary>
internal sealed class SocketIoConnection : EngineSession
{
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(2);

    private readonly SocketIoHub _hub;
    private readonly InboundDispatcher _dispatcher;
    private readonly PacketReceiver _receiver;
    private readonly JoinedNamespaces _joined = new();
    private CancellationTokenSource? _aborted;
    private volatile bool _isDraining;

    public SocketIoConnection(SocketIoHub hub, EngineServer server, string id, SocketIoRequest request, BoundedWebSocket? socket)
        : base(server, id, request, socket, expectsJoin: true)
    {
        _hub = hub;
        _dispatcher = new InboundDispatcher(Options.MaxPendingEvents, Options.MaxPayload);
        _receiver = new PacketReceiver(this);
    }

    public SocketIoHub Hub => _hub;

    /// <summary>True once no more events are taken; answers still are, for the handlers that wait for them.</summary>
    public bool IsDraining => _isDraining;

    /// <summary>Cancelled when the connection is over.</summary>
    public CancellationToken Aborted
    {
        get
        {
            lock (_receiver)
            {
                _aborted ??= new CancellationTokenSource();
                return _aborted.Token;
            }
        }
    }

    /// <summary>Runs the work after what was posted before it.</summary>
    public void Post(InboundWork work) => _dispatcher.Post(work, inline: true);

    /// <summary>
    /// Takes no more events, lets those that were taken end and be answered, and closes then; after two seconds in any case. Completes when
    /// it has begun to close.
    /// </summary>
    public async Task DrainAsync(SocketIoDisconnectReason reason)
    {
        _isDraining = true;
        await _dispatcher.WhenIdle().WaitAsync(DrainTimeout, Server.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Close(reason);
    }

    /// <summary>Reserves the namespace; false if it is joined already, or if the client has joined too many.</summary>
    public bool TryReserve(string ns) => _joined.TryReserve(ns, Options.MaxNamespaces);

    public SocketIoSocket? FindSocket(string ns) => _joined.Find(ns);

    public void RemoveNamespace(string ns) => _joined.Remove(ns);

    public void Join(SocketIoSocket socket)
    {
        _joined.Set(socket);
        socket.Namespace.Add(socket);
        OnJoined();
    }

    /// <summary>The client left the namespace.</summary>
    public void Leave(SocketIoSocket socket)
    {
        RemoveNamespace(socket.Namespace.Name);
        Remove(socket, SocketIoDisconnectReason.ClientLeft, inline: true);
    }

    /// <summary>The application disconnects a socket, or the client altogether: then all its sockets are told.</summary>
    public void DisconnectSocket(SocketIoSocket socket, string reason, bool closeConnection)
    {
        if (!closeConnection)
        {
            Disconnect(socket);
            return;
        }

        foreach (var joined in _joined.All())
        {
            Disconnect(joined);
        }

        Close(SocketIoDisconnectReason.ServerDisconnected, reason);
    }

    /// <summary>Takes the sockets off; they are told in order, after what was posted before.</summary>
    public IEnumerable<SocketIoSocket> TakeAll() => _joined.TakeAll();

    public SocketIoDisconnectReason CloseReason => Reason;

    protected override void OnText(InboundMessage message)
    {
        if (!_receiver.TakePacket(message))
        {
            message.Dispose();
        }
    }

    protected override void OnBinary(InboundMessage message)
    {
        using (message)
        {
            _receiver.TakeAttachment(message);
        }
    }

    protected override Task WhenRoom() => _dispatcher.WhenRoom();

    protected override void OnEnded()
    {
        lock (_receiver)
        {
            _aborted?.Cancel();
        }

        // The sockets go when it is their turn, behind a handler that may wait for an answer: it learns now that none will come.
        foreach (var socket in _joined.All())
        {
            socket.FailAnswers();
        }

        _dispatcher.Post(new EndedWork(this, _receiver), inline: false);
    }

    protected override Task WhenEnded() => _dispatcher.WhenIdle();

    private void Disconnect(SocketIoSocket socket)
    {
        using (var packet = PacketFrames.Disconnect(socket.Namespace.Name))
        {
            socket.Send(packet);
        }

        RemoveNamespace(socket.Namespace.Name);
        Remove(socket, SocketIoDisconnectReason.ServerDisconnected, inline: false);
    }

    private void Remove(SocketIoSocket socket, SocketIoDisconnectReason reason, bool inline)
    {
        if (socket.Remove(reason))
        {
            _dispatcher.Post(new DisconnectedWork(this, socket, reason), inline);
        }
    }
}
