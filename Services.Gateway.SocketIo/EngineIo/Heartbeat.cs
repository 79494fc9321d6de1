namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>What a connection's clock asks for.</summary>
internal enum HeartbeatAction
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>Send a ping.</summary>
    Ping,

    /// <summary>The last ping was not answered in time.</summary>
    PingTimeout,

    /// <summary>No namespace was joined in time.</summary>
    ConnectTimeout,
}

/// <summary>
/// The deadlines of one connection. The reader and the wheel use it at the same time. A mutable struct: keep it in a field. A client that
/// answers nothing is given up no later than the interval and the timeout together say: the wheel's ticks shorten its time by two or three
/// of them.
/// </summary>
internal struct Heartbeat
{
    private readonly SocketIoOptions _options;
    private readonly TimeProvider _time;
    private readonly long _openedAt;
    private long _since;
    private volatile bool _awaitsPong;
    private volatile bool _hasJoined;
    private volatile bool _isPaused;

    public Heartbeat(SocketIoOptions options, TimeProvider time, bool expectsJoin)
    {
        _options = options;
        _time = time;
        _openedAt = time.GetTimestamp();
        _since = _openedAt;
        _hasJoined = !expectsJoin;
    }

    /// <summary>The client answered; the next ping is one interval away.</summary>
    public void OnPong()
    {
        Volatile.Write(ref _since, _time.GetTimestamp());
        _awaitsPong = false;
    }

    /// <summary>A namespace was joined.</summary>
    public void OnJoined() => _hasJoined = true;

    /// <summary>Nothing is read for now, so a missing answer says nothing about the client.</summary>
    public void Pause() => _isPaused = true;

    /// <summary>Reading goes on; the client gets the whole time again.</summary>
    public void Resume()
    {
        Volatile.Write(ref _since, _time.GetTimestamp());
        _isPaused = false;
    }

    public HeartbeatAction Check(long now, TimeSpan tick)
    {
        if (!_hasJoined && _time.GetElapsedTime(_openedAt, now) >= _options.ConnectTimeout)
        {
            return HeartbeatAction.ConnectTimeout;
        }

        var elapsed = _time.GetElapsedTime(Volatile.Read(ref _since), now);
        if (_awaitsPong)
        {
            return elapsed >= TimeoutAt(tick) && !_isPaused ? HeartbeatAction.PingTimeout : HeartbeatAction.None;
        }

        if (elapsed < _options.PingInterval)
        {
            return HeartbeatAction.None;
        }

        // The ping is late by a tick; the client's time runs from when it was due. By no more: a server that was stopped for a while gives
        // up nobody.
        var late = Math.Min((elapsed - _options.PingInterval).Ticks, tick.Ticks);
        Volatile.Write(ref _since, now - (long)(late * ((double)_time.TimestampFrequency / TimeSpan.TicksPerSecond)));
        _awaitsPong = true;
        return HeartbeatAction.Ping;
    }

    public TimeSpan NextCheck(long now, TimeSpan tick)
    {
        var next = (_awaitsPong ? TimeoutAt(tick) : _options.PingInterval) - _time.GetElapsedTime(Volatile.Read(ref _since), now);
        if (!_hasJoined)
        {
            var connect = _options.ConnectTimeout - _time.GetElapsedTime(_openedAt, now);
            next = connect < next ? connect : next;
        }

        return next > TimeSpan.Zero ? next : TimeSpan.Zero;
    }

    // One tick for the wheel, which comes by late, and one for its timer.
    private readonly TimeSpan TimeoutAt(TimeSpan tick) => _options.PingTimeout - (2 * tick);
}
