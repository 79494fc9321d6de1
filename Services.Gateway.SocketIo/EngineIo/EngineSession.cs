using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Services.Gateway.SocketIo.EngineIo.Polling;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>
/// An Engine.IO session: one client, over long-polling, over a WebSocket, or over the one and then the other. What a session does with its
/// messages is up to the class derived from it. Thread-safe; messages come one at a time.
/// </summary>
internal abstract partial class EngineSession : IEngineSession
{
    private const int NotClosing = -1;

    private Heartbeat _heartbeat;
    private readonly PollingTransport? _polling;
    private readonly bool _wantsBase64;
    private volatile BoundedWebSocket? _socket;
    private UpgradeProbe? _probe;
    private int _closeReason = NotClosing;
    private int _hasEnded;
    private long _closingAt;

    protected EngineSession(EngineServer server, string id, SocketIoRequest request, BoundedWebSocket? socket, bool expectsJoin)
    {
        Server = server;
        Id = id;
        Request = request;
        _socket = socket;
        _polling = socket is null ? new PollingTransport(this) : null;
        _wantsBase64 = request.WantsBase64;
        _heartbeat = new Heartbeat(server.Options, server.Time, expectsJoin);
        Deadlines = new SessionDeadlines(this);
    }

    public string Id { get; }

    public SocketIoRequest Request { get; }

    public EngineServer Server { get; }

    /// <summary>Its place on the server's wheel.</summary>
    public SessionDeadlines Deadlines { get; }

    public SocketIoOptions Options => Server.Options;

    public ILogger Logger => Server.Logger;

    /// <summary>True once the session talks over a WebSocket.</summary>
    public bool IsUpgraded => _socket is not null;

    /// <summary>True once the session has begun to close.</summary>
    public bool IsClosing => Volatile.Read(ref _closeReason) != NotClosing;

    /// <summary>Bytes that wait to be sent over the WebSocket.</summary>
    public int OutboundBytes => _socket?.OutboundBytes ?? 0;

    protected SocketIoDisconnectReason Reason =>
        Volatile.Read(ref _closeReason) is var reason and >= 0
            ? (SocketIoDisconnectReason)reason
            : SocketIoDisconnectReason.TransportClosed;

    /// <summary>Completes when everything sent so far has been written to the network; over polling, at once.</summary>
    public Task WhenDrained() => _socket?.WhenDrained() ?? Task.CompletedTask;

    /// <summary>Serves the WebSocket that the session began with until it is over.</summary>
    public async Task RunAsync()
    {
        var socket = _socket!;
        try
        {
            using (SendScope.Enter())
            {
                SendOpen();
                OnOpened();
            }

            await socket.PumpAsync(this);
        }
        finally
        {
            End();
        }

        await socket.DisposeAsync();
        await WhenEnded();
    }

    /// <summary>Serves a polling request.</summary>
    public Task PollAsync(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) ? _polling!.PostAsync(context) : _polling!.GetAsync(context);

    /// <summary>Closes the session; the first reason counts.</summary>
    public void Close(SocketIoDisconnectReason reason, string? detail = null) => Close(reason, detail, LearnsAtNextPoll(reason));

    /// <summary>Closes the session because the client broke Engine.IO's rules: over polling it is unknown from now on.</summary>
    public void Break(string detail) => Close(SocketIoDisconnectReason.ProtocolError, detail, isToldAtNextPoll: false);

    private void Close(SocketIoDisconnectReason reason, string? detail, bool isToldAtNextPoll)
    {
        if (Interlocked.CompareExchange(ref _closeReason, (int)reason, NotClosing) != NotClosing)
        {
            return;
        }

        var (status, text) = CloseCodes.For(reason);
        Logger.LogClosing(Id, reason, detail ?? text);
        Volatile.Read(ref _probe)?.Abandon();
        if (_socket is { } socket)
        {
            socket.Close(status, detail ?? text, discard: reason == SocketIoDisconnectReason.SlowClient);
            return;
        }

        // A client that closes by itself has a GET on its way, which is answered with nothing; others learn of it, as the original says it.
        var isTold = reason == SocketIoDisconnectReason.ClientClosed ? _polling!.Close("6"u8, "6"u8) : _polling!.Close("1"u8, "6\u001e1"u8);
        if (isTold || !isToldAtNextPoll)
        {
            End();
        }
        else
        {
            Volatile.Write(ref _closingAt, Server.Time.GetTimestamp());
            Server.Watch(this);
        }
    }

    /// <summary>Forgets the session and tells the derived class; only the first call has an effect.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) != 0)
        {
            return;
        }

        Interlocked.CompareExchange(ref _closeReason, (int)SocketIoDisconnectReason.TransportClosed, NotClosing);
        Deadlines.Clear();
        _polling?.End();
        Server.Remove(this);
        OnEnded();
    }

    /// <summary>Does what is due at <paramref name="timestamp"/>; the result says when to ask again, null never.</summary>
    public TimeSpan? OnTick(long timestamp)
    {
        if (IsClosing && _socket is not null)
        {
            return null;
        }

        if (IsClosing)
        {
            return EndWhenOverdue(timestamp);
        }

        switch (_heartbeat.Check(timestamp, Server.Tick))
        {
            case HeartbeatAction.Ping:
                Send(EnginePacketType.Ping);
                break;
            case HeartbeatAction.PingTimeout:
                Close(SocketIoDisconnectReason.PingTimeout);
                return null;
            case HeartbeatAction.ConnectTimeout:
                Close(SocketIoDisconnectReason.ConnectTimeout);
                return null;
        }

        return _heartbeat.NextCheck(timestamp, Server.Tick);
    }

    /// <summary>
    /// True if a client that polls is kept until its next GET, which tells it that the session is over; false if it cannot be expected to
    /// come, or learns the reason from an unknown session.
    /// </summary>
    private static bool LearnsAtNextPoll(SocketIoDisconnectReason reason) =>
        reason
            is SocketIoDisconnectReason.ServerDisconnected
                or SocketIoDisconnectReason.ServerClosed
                or SocketIoDisconnectReason.ShuttingDown
                or SocketIoDisconnectReason.ProtocolError
                or SocketIoDisconnectReason.ConnectTimeout
                or SocketIoDisconnectReason.Unavailable;

    private void SendOpen()
    {
        using var frame = OutboundFrame.Rent();
        OpenPacket.Write(frame, Id, Options, offersUpgrade: false);
        Send(frame);
    }

    /// <summary>The session is open, and nothing has come of it yet. Called once.</summary>
    public virtual void OnOpened() { }

    /// <summary>The session is over. Called once.</summary>
    protected abstract void OnEnded();

    /// <summary>Completes when all that <see cref="OnEnded"/> began has ended.</summary>
    protected abstract Task WhenEnded();

    /// <summary>A namespace was joined: the connect timeout no longer applies.</summary>
    protected void OnJoined() => _heartbeat.OnJoined();

    private TimeSpan? EndWhenOverdue(long timestamp)
    {
        if (Volatile.Read(ref _closingAt) is var closingAt && closingAt == 0)
        {
            return Options.CloseTimeout;
        }

        var waited = Server.Time.GetElapsedTime(closingAt, timestamp);
        if (waited < Options.CloseTimeout)
        {
            return Options.CloseTimeout - waited;
        }

        End();
        return null;
    }
}
