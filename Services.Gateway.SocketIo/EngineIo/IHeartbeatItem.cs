namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>Something with deadlines.</summary>
internal interface IHeartbeatItem
{
    /// <summary>Does what is due at <paramref name="timestamp"/>; the result says when to ask again, null never.</summary>
    TimeSpan? OnTick(long timestamp);
}
