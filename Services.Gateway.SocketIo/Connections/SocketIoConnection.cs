using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Services.Gateway.SocketIo.EngineIo;
using Services.Gateway.SocketIo.Packets;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Connections;

/// <summary>One client connection: its transport, its heartbeat, and its sockets, one for each namespace it joined.</summary>
internal sealed class SocketIoConnection : IAsyncDisposable
{
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(2);

    private readonly SocketIoHub _hub;
    private readonly HttpContext _context;
    private readonly BoundedWebSocket _transport;
    private readonly InboundDispatcher _dispatcher;
    private readonly Heartbeat _heartbeat;
    private readonly PacketReceiver _receiver;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, SocketIoSocket?> _sockets = new(StringComparer.Ordinal);
    private int _closeReason = -1;
    private volatile bool _isDraining;

    private SocketIoConnection(SocketIoHub hub, string id, HttpContext context, BoundedWebSocket transport)
    {
        _hub = hub;
        _context = context;
        _transport = transport;
        Id = id;
        OpenedAt = hub.Time.GetUtcNow();
        _dispatcher = new InboundDispatcher(Options.MaxPendingEvents, Options.MaxPayload);
        _heartbeat = new Heartbeat(Options, hub.Time);
        _receiver = new PacketReceiver(this);
    }

    public string Id { get; }

    public DateTimeOffset OpenedAt { get; }

    public SocketIoOptions Options => _hub.Options;

    public ILogger Logger => _hub.Logger;

    public CancellationToken Aborted => _context.RequestAborted;

    public int OutboundBytes => _transport.OutboundBytes;

    /// <summary>Completes when the connection is over and its handlers have ended.</summary>
    public Task Completion => _completion.Task;

    public static async ValueTask<SocketIoConnection> AcceptAsync(SocketIoHub hub, string id, HttpContext context)
    {
        var options = new BoundedWebSocketOptions
        {
            MaxMessageBytes = hub.Options.MaxPayload,
            MaxOutboundBytes = hub.Options.MaxOutboundBytes,
            MaxOutboundMessages = hub.Options.MaxOutboundMessages,
            CloseTimeout = hub.Options.CloseTimeout,
        };
        return new SocketIoConnection(hub, id, context, await BoundedWebSocket.AcceptAsync(context, options, hub.Time));
    }

    /// <summary>Reads until the connection is over, then runs what is left to do.</summary>
    public async Task RunAsync()
    {
        using (var open = OutboundFrame.Rent())
        {
            OpenPacket.Write(open, Id, Options);
            Send(open);
        }

        while (true)
        {
            var message = await _transport.ReceiveAsync();
            if (message.Kind == InboundKind.Closed)
            {
                break;
            }

            if (_transport.IsClosing)
            {
                // Waits for the peer's close frame; the transport cuts the connection if it does not come.
                if (message.Kind == InboundKind.TooLarge)
                {
                    SetReason(SocketIoDisconnectReason.PayloadTooLarge);
                }

                message.Dispose();
                continue;
            }

            if (_isDraining || !_receiver.TryTake(message))
            {
                message.Dispose();
            }

            var room = _dispatcher.WhenRoom();
            if (!room.IsCompleted)
            {
                _heartbeat.Pause();
                await room;
                _heartbeat.Resume();
            }
        }

        _receiver.Dispose();
        await _dispatcher.WhenIdle();
        RemoveAll(Reason);
        await _dispatcher.WhenIdle();
    }

    /// <summary>Sends a frame; past the bounds the client is disconnected.</summary>
    public bool Send(OutboundFrame frame)
    {
        if (_transport.TrySend(frame))
        {
            return true;
        }

        Close(SocketIoDisconnectReason.SlowClient);
        return false;
    }

    /// <summary>Completes when everything sent so far has been written.</summary>
    public Task WhenDrained() => _transport.WhenDrained();

    /// <summary>Notes that the client answered a ping.</summary>
    public void OnPong() => _heartbeat.OnPong();

    /// <summary>What is due now; the result says when to ask again, null never.</summary>
    public TimeSpan? OnTick(long timestamp)
    {
        if (_transport.IsClosing || _completion.Task.IsCompleted)
        {
            return null;
        }

        switch (_heartbeat.Check(timestamp))
        {
            case HeartbeatAction.Ping:
                using (var ping = PacketFrames.Engine(EnginePacketType.Ping))
                {
                    Send(ping);
                }

                break;
            case HeartbeatAction.PingTimeout:
                Close(SocketIoDisconnectReason.PingTimeout);
                return null;
            case HeartbeatAction.ConnectTimeout:
                Close(SocketIoDisconnectReason.ConnectTimeout);
                return null;
        }

        return _heartbeat.NextCheck(timestamp);
    }

    /// <summary>Closes the connection; the first reason counts.</summary>
    public void Close(SocketIoDisconnectReason reason, string? detail = null)
    {
        if (!SetReason(reason))
        {
            return;
        }

        var (status, text) = CloseCodes.For(reason);
        Log.Closing(Logger, Id, reason, detail ?? text);
        _transport.Close(status, detail ?? text, discard: reason == SocketIoDisconnectReason.SlowClient);
    }

    /// <summary>Takes no more events, lets those that were taken end and be answered, and closes then; after two seconds in any case.</summary>
    public async void BeginClose(SocketIoDisconnectReason reason)
    {
        _isDraining = true;
        await _dispatcher.WhenIdle().WaitAsync(DrainTimeout, _hub.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Close(reason);
    }

    public void Post(InboundWork work) => _dispatcher.Post(work, inline: true);

    /// <summary>Reserves the namespace for a CONNECT; false if it was joined before, or there are too many.</summary>
    public bool TryReserve(string ns)
    {
        lock (_sockets)
        {
            return _sockets.Count < Options.MaxNamespaces && _sockets.TryAdd(ns, null);
        }
    }

    public SocketIoHandshake HandshakeFor(string ns, System.Text.Json.JsonElement auth) => new()
    {
        Namespace = ns,
        Auth = auth,
        Headers = _context.Request.Headers,
        Query = _context.Request.Query,
        RemoteAddress = _context.Connection.RemoteIpAddress,
        OpenedAt = OpenedAt,
    };

    public SocketIoNamespace? FindNamespace(string ns) => _hub.FindNamespace(ns);

    public SocketIoSocket? FindSocket(string ns)
    {
        lock (_sockets)
        {
            return _sockets.GetValueOrDefault(ns);
        }
    }

    public void ForgetNamespace(string ns)
    {
        lock (_sockets)
        {
            _sockets.Remove(ns);
        }
    }

    public void Join(SocketIoSocket socket)
    {
        lock (_sockets)
        {
            _sockets[socket.Namespace.Name] = socket;
        }

        _heartbeat.OnJoined();
    }

    /// <summary>The client left the namespace.</summary>
    public void Leave(SocketIoSocket socket)
    {
        ForgetNamespace(socket.Namespace.Name);
        Remove(socket, SocketIoDisconnectReason.ClientLeft, inline: true);
    }

    /// <summary>The application disconnects a socket.</summary>
    public void DisconnectSocket(SocketIoSocket socket, string reason, bool closeConnection)
    {
        using (var packet = PacketFrames.Disconnect(socket.Namespace.Name))
        {
            socket.Send(packet);
        }

        ForgetNamespace(socket.Namespace.Name);
        Remove(socket, SocketIoDisconnectReason.ServerDisconnected, inline: false);
        if (closeConnection)
        {
            Close(SocketIoDisconnectReason.ServerDisconnected, reason);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _transport.DisposeAsync();
        _completion.TrySetResult();
    }

    private SocketIoDisconnectReason Reason =>
        Volatile.Read(ref _closeReason) is var reason and >= 0 ? (SocketIoDisconnectReason)reason : SocketIoDisconnectReason.TransportClosed;

    private bool SetReason(SocketIoDisconnectReason reason) => Interlocked.CompareExchange(ref _closeReason, (int)reason, -1) == -1;

    private void RemoveAll(SocketIoDisconnectReason reason)
    {
        SocketIoSocket?[] all;
        lock (_sockets)
        {
            all = [.. _sockets.Values];
            _sockets.Clear();
        }

        foreach (var socket in all)
        {
            if (socket is not null)
            {
                Remove(socket, reason, inline: true);
            }
        }
    }

    private void Remove(SocketIoSocket socket, SocketIoDisconnectReason reason, bool inline)
    {
        if (socket.Remove())
        {
            _dispatcher.Post(new DisconnectedWork(this, socket, reason), inline);
        }
    }
}
