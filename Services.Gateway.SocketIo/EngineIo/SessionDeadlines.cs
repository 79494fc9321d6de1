namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>
/// A session's place on the wheel, which finds out that a session has ended only when its slot is due, an interval later: until then it
/// holds this, and nothing of the session. Thread-safe.
/// </summary>
internal sealed class SessionDeadlines(EngineSession session) : IHeartbeatItem
{
    private EngineSession? _session = session;

    /// <summary>The session has ended: nothing will be due.</summary>
    public void Clear() => Volatile.Write(ref _session, null);

    /// <inheritdoc/>
    public TimeSpan? OnTick(long timestamp) => Volatile.Read(ref _session)?.OnTick(timestamp);
}
