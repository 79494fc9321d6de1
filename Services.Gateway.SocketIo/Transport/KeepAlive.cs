namespace Services.Gateway.SocketIo.Transport;

/// <summary>Pings a WebSocket that has no heartbeat of its own, and cuts it when nothing comes back.</summary>
internal sealed class KeepAlive : IAsyncDisposable
{
    private readonly BoundedWebSocket _socket;
    private readonly BoundedWebSocketOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _receivedAt;

    public KeepAlive(BoundedWebSocket socket, BoundedWebSocketOptions options, TimeProvider time)
    {
        _socket = socket;
        _options = options;
        _time = time;
        _receivedAt = time.GetTimestamp();
        _timer = time.CreateTimer(static self => ((KeepAlive)self!).Tick(), this, options.KeepAliveInterval, options.KeepAliveInterval);
    }

    /// <summary>Notes that something whole came. Parts do not count: a peer could send one for ever, byte by byte.</summary>
    public void OnReceived() => Volatile.Write(ref _receivedAt, _time.GetTimestamp());

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Tick()
    {
        var silence = _time.GetElapsedTime(Volatile.Read(ref _receivedAt));
        if (silence > _options.KeepAliveInterval + _options.KeepAliveTimeout)
        {
            _socket.Abort();
        }
        else if (silence >= _options.KeepAliveInterval / 2)
        {
            _socket.TrySendControl(Opcode.Ping, []);
        }
    }
}
