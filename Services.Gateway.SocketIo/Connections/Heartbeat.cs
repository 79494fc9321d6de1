namespace Services.Gateway.SocketIo.Connections;

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

/// <summary>The deadlines of one connection. The reader and the wheel use it at the same time.</summary>
internal sealed class Heartbeat
{
    private readonly SocketIoOptions options;
    private readonly TimeProvider time;
    private readonly long openedAt;
    private long since;
    private volatile bool awaitsPong;
    private volatile bool hasJoined;
    private volatile bool isPaused;

    public Heartbeat(SocketIoOptions options, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        openedAt = time.GetTimestamp();
        since = openedAt;
    }

    /// <summary>The client answered; the next ping is one interval away.</summary>
    public void OnPong()
    {
        Volatile.Write(ref since, time.GetTimestamp());
        awaitsPong = false;
    }

    /// <summary>A namespace was joined.</summary>
    public void OnJoined() => hasJoined = true;

    /// <summary>Nothing is read for now, so a missing answer says nothing about the client.</summary>
    public void Pause() => isPaused = true;

    /// <summary>Reading goes on; the client gets the whole time again.</summary>
    public void Resume()
    {
        Volatile.Write(ref since, time.GetTimestamp());
        isPaused = false;
    }

    public HeartbeatAction Check(long now)
    {
        if (!hasJoined && time.GetElapsedTime(openedAt, now) >= options.ConnectTimeout)
        {
            return HeartbeatAction.ConnectTimeout;
        }

        var elapsed = time.GetElapsedTime(Volatile.Read(ref since), now);
        if (awaitsPong)
        {
            return elapsed >= options.PingTimeout && !isPaused ? HeartbeatAction.PingTimeout : HeartbeatAction.None;
        }

        if (elapsed < options.PingInterval)
        {
            return HeartbeatAction.None;
        }

        Volatile.Write(ref since, now);
        awaitsPong = true;
        return HeartbeatAction.Ping;
    }

    public TimeSpan NextCheck(long now)
    {
        var next = (awaitsPong ? options.PingTimeout : options.PingInterval) - time.GetElapsedTime(Volatile.Read(ref since), now);
        if (!hasJoined)
        {
            var connect = options.ConnectTimeout - time.GetElapsedTime(openedAt, now);
            next = connect < next ? connect : next;
        }

        return next > TimeSpan.Zero ? next : TimeSpan.Zero;
    }
}
