namespace Services.Gateway.SocketIo.EngineIo.Direct;

/// <summary>
/// A handshake that was refused off the connection, for the HTTP server to answer: it is not counted a second time. Kept with the
/// connection, and good for its first request.
/// </summary>
internal sealed class DirectRefusal(EngineIoError error)
{
    private EngineIoError? _error = error;

    /// <summary>The refusal, the first time.</summary>
    public EngineIoError? Take() => Interlocked.Exchange(ref _error, null);
}
