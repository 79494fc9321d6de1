using Microsoft.Extensions.Logging;
using Services.Gateway.SocketIo.EngineIo.Polling;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>
/// An Engine.IO session: one client, over long-polling, over a WebSocket, or over the one and then the other. What a session does with its
/// messages is up to the class derived from it. Thread-safe; messages come one at a time.
/// </summary>
internal abstract class EngineSession : IMessageSink, IHeartbeatItem
{
    private const int NotClosing = -1;

    private Heartbeat _heartbeat;
    private readonly PollingTransport? _polling;
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
        _heartbeat = new Heartbeat(server.Options, server.Time, expectsJoin);
    }

    public string Id { get; }

    public SocketIoRequest Request { get; }

    public EngineServer Server { get; }

    public SocketIoOptions Options => Server.Options;

    public ILogger Logger => Server.Logger;

    /// <summary>True once the session talks over a WebSocket.</summary>
    public bool IsUpgraded => _socket is not null;

    /// <summary>True while a WebSocket is being probed.</summary>
    public bool IsUpgrading => Volatile.Read(ref _probe) is not null;

    /// <summary>True once the session has begun to close.</summary>
    public bool IsClosing => Volatile.Read(ref _closeReason) != NotClosing;

    /// <summary>True if the client broke the protocol.</summary>
    public bool IsClosedByProtocol => IsClosing && Reason is SocketIoDisconnectReason.ProtocolError or SocketIoDisconnectReason.PayloadTooLarge;

    /// <summary>Bytes that wait to be sent over the WebSocket.</summary>
    public int OutboundBytes => _socket?.OutboundBytes ?? 0;

    protected SocketIoDisconnectReason Reason =>
        Volatile.Read(ref _closeReason) is var reason and >= 0 ? (SocketIoDisconnectReason)reason : SocketIoDisconnectReason.TransportClosed;

    /// <summary>Sends a text packet and the binary ones that belong to it; past the bounds the client is disconnected.</summary>
    public bool Send(OutboundFrame frame, ReadOnlySpan<ReadOnlyMemory<byte>> attachments = default)
    {
        var result = AppendResult.Upgraded;
        while (result == AppendResult.Upgraded)
        {
            result = _socket is { } socket
                ? socket.TrySend(frame, attachments) ? AppendResult.Taken : AppendResult.Full
                : _polling!.Append(frame.Payload, attachments);
        }

        return Settle(result);
    }

    /// <summary>Sends it if the client keeps up; drops it, and returns false, if not.</summary>
    public bool SendVolatile(OutboundFrame frame, ReadOnlySpan<ReadOnlyMemory<byte>> attachments = default) =>
        !(_socket?.IsCongested ?? _polling!.IsCongested) && Send(frame, attachments);

    /// <summary>Sends a binary packet; past the bounds the client is disconnected.</summary>
    public bool SendBinary(ReadOnlyMemory<byte> bytes)
    {
        var result = AppendResult.Upgraded;
        while (result == AppendResult.Upgraded)
        {
            result = _socket is { } socket
                ? socket.TrySendBinary(bytes.Span) ? AppendResult.Taken : AppendResult.Full
                : _polling!.Append([], [bytes]);
        }

        return Settle(result);
    }

    /// <summary>Completes when everything sent so far has been written to the network; over polling, at once.</summary>
    public Task WhenDrained() => _socket?.WhenDrained() ?? Task.CompletedTask;

    /// <summary>Serves the WebSocket that the session began with until it is over.</summary>
    public async Task RunAsync()
    {
        var socket = _socket!;
        using (SendScope.Enter())
        {
            SendOpen();
        }

        await socket.PumpAsync(this);
        End();
        await socket.DisposeAsync();
        await WhenEnded();
    }

    /// <summary>Serves a WebSocket that wants to take over from polling.</summary>
    public async Task UpgradeAsync(BoundedWebSocket socket)
    {
        await using var probe = new UpgradeProbe(this, socket, Server.Time);
        if (IsUpgraded || IsClosing || Interlocked.CompareExchange(ref _probe, probe, null) is not null)
        {
            await socket.DisposeAsync();
            return;
        }

        await socket.PumpAsync(probe);
        if (probe.HasTakenOver)
        {
            End();
        }

        GiveUp(probe);
        await socket.DisposeAsync();
    }

    /// <summary>The probe was answered: a GET is no longer kept waiting.</summary>
    public void BeginUpgrade() => _polling!.BeginUpgrade();

    /// <summary>From here on the WebSocket is the transport; what no GET fetched is sent over it first.</summary>
    public bool TryTakeOver(BoundedWebSocket socket) => !IsClosing && _polling!.TrySeal(rest =>
    {
        var packets = new PayloadReader(rest.Memory.Span);
        while (packets.TryRead(out var packet))
        {
            Forward(socket, packet);
        }

        _socket = socket;
    });

    /// <summary>The probe has ended; goes on with polling unless it took over.</summary>
    public void GiveUp(UpgradeProbe probe)
    {
        if (Interlocked.CompareExchange(ref _probe, null, probe) == probe && !probe.HasTakenOver)
        {
            _polling!.CancelUpgrade();
        }
    }

    /// <summary>Serves a polling request.</summary>
    public Task PollAsync(Microsoft.AspNetCore.Http.HttpContext context) =>
        Microsoft.AspNetCore.Http.HttpMethods.IsPost(context.Request.Method) ? _polling!.PostAsync(context) : _polling!.GetAsync(context);

    /// <inheritdoc/>
    public void OnMessage(InboundMessage message)
    {
        if (IsClosing)
        {
            message.Dispose();
            return;
        }

        switch (message.Kind)
        {
            case InboundKind.Binary:
                OnBinary(message);
                return;
            case InboundKind.Text when !message.Memory.IsEmpty && message.Memory.Span[0] == EnginePacketType.Message:
                OnText(message);
                return;
            case InboundKind.Text when !message.Memory.IsEmpty && message.Memory.Span[0] == Payload.BinaryMark:
                OnBase64(message.Memory.Span);
                break;
            case InboundKind.Text:
                OnEnginePacket(message.Memory.Span);
                break;
            case InboundKind.TooLarge:
                Close(SocketIoDisconnectReason.PayloadTooLarge);
                break;
            default:
                Close(SocketIoDisconnectReason.ProtocolError, "not a WebSocket message");
                break;
        }

        message.Dispose();
    }

    /// <inheritdoc/>
    public Task? WhenReady()
    {
        var room = WhenRoom();
        return room.IsCompleted ? null : PauseAsync(room);
    }

    /// <summary>Closes the session; the first reason counts.</summary>
    public void Close(SocketIoDisconnectReason reason, string? detail = null)
    {
        if (Interlocked.CompareExchange(ref _closeReason, (int)reason, NotClosing) != NotClosing)
        {
            return;
        }

        var (status, text) = CloseCodes.For(reason);
        Log.Closing(Logger, Id, reason, detail ?? text);
        Volatile.Read(ref _probe)?.Abandon();
        if (_socket is { } socket)
        {
            socket.Close(status, detail ?? text, discard: reason == SocketIoDisconnectReason.SlowClient);
            return;
        }

        // A client that closes by itself has a GET on its way, which is answered with nothing; others learn of it.
        var isTold = _polling!.Close(reason == SocketIoDisconnectReason.ClientClosed ? EnginePacketType.Noop : EnginePacketType.Close);
        if (isTold || reason is not (SocketIoDisconnectReason.ServerDisconnected or SocketIoDisconnectReason.ShuttingDown))
        {
            End();
        }
        else
        {
            Volatile.Write(ref _closingAt, Server.Time.GetTimestamp());
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
        _polling?.End();
        Server.Forget(this);
        OnEnded();
    }

    /// <inheritdoc/>
    public TimeSpan? OnTick(long timestamp)
    {
        if (Volatile.Read(ref _hasEnded) != 0 || (IsClosing && _socket is not null))
        {
            return null;
        }

        if (IsClosing)
        {
            return EndWhenOverdue(timestamp);
        }

        switch (_heartbeat.Check(timestamp))
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

        return _heartbeat.NextCheck(timestamp);
    }

    private void SendOpen()
    {
        using var frame = OutboundFrame.Rent();
        OpenPacket.Write(frame, Id, Options, offersUpgrade: false);
        Send(frame);
    }

    /// <summary>Takes a message, type included, and disposes it.</summary>
    protected abstract void OnText(InboundMessage message);

    /// <summary>Takes a binary message and disposes it.</summary>
    protected abstract void OnBinary(InboundMessage message);

    /// <summary>Completes when more messages can be taken.</summary>
    protected abstract Task WhenRoom();

    /// <summary>The session is over. Called once.</summary>
    protected abstract void OnEnded();

    /// <summary>Completes when all that <see cref="OnEnded"/> began has ended.</summary>
    protected abstract Task WhenEnded();

    /// <summary>A namespace was joined: the connect timeout no longer applies.</summary>
    protected void OnJoined() => _heartbeat.OnJoined();

    private static void Forward(BoundedWebSocket socket, ReadOnlySpan<byte> packet)
    {
        if (packet.IsEmpty || !Payload.TryDecode(packet, out var message))
        {
            return;
        }

        using (message)
        {
            if (message.Kind == InboundKind.Binary)
            {
                socket.TrySendBinary(message.Memory.Span);
                return;
            }

            using var frame = OutboundFrame.Rent();
            message.Memory.Span.CopyTo(frame.GetSpan(message.Memory.Length));
            frame.Advance(message.Memory.Length);
            socket.TrySend(frame);
        }
    }

    /// <summary>Bytes in a text, as a client sends them over a WebSocket that is told to use base64.</summary>
    private void OnBase64(ReadOnlySpan<byte> packet)
    {
        if (Payload.TryDecode(packet, out var bytes))
        {
            OnBinary(bytes);
        }
        else
        {
            Close(SocketIoDisconnectReason.ProtocolError, "malformed base64");
        }
    }

    private void OnEnginePacket(ReadOnlySpan<byte> packet)
    {
        switch (packet.IsEmpty ? (byte)0 : packet[0])
        {
            case EnginePacketType.Pong:
                _heartbeat.OnPong();
                break;
            case EnginePacketType.Close:
                Close(SocketIoDisconnectReason.ClientClosed);
                break;
            case EnginePacketType.Open or EnginePacketType.Upgrade or EnginePacketType.Noop:
                break;
            case EnginePacketType.Ping:
                Close(SocketIoDisconnectReason.ProtocolError, "a client does not ping");
                break;
            default:
                Close(SocketIoDisconnectReason.ProtocolError, "unknown packet type");
                break;
        }
    }

    private bool Settle(AppendResult result)
    {
        if (result == AppendResult.Full)
        {
            Close(SocketIoDisconnectReason.SlowClient);
        }

        return result == AppendResult.Taken;
    }

    private void Send(byte type)
    {
        using var frame = OutboundFrame.Rent();
        frame.GetSpan(1)[0] = type;
        frame.Advance(1);
        Send(frame);
    }

    private async Task PauseAsync(Task room)
    {
        _heartbeat.Pause();
        await room;
        _heartbeat.Resume();
    }

    private TimeSpan? EndWhenOverdue(long timestamp)
    {
        var waited = Server.Time.GetElapsedTime(Volatile.Read(ref _closingAt), timestamp);
        if (waited < Options.CloseTimeout)
        {
            return Options.CloseTimeout - waited;
        }

        End();
        return null;
    }
}
