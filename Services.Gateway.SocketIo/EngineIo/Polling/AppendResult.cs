namespace Services.Gateway.SocketIo.EngineIo.Polling;

/// <summary>What became of a packet.</summary>
internal enum AppendResult
{
    /// <summary>It will be sent.</summary>
    Taken,

    /// <summary>The bounds do not allow it.</summary>
    Full,

    /// <summary>The session is over.</summary>
    Closed,

    /// <summary>The session has another transport now.</summary>
    Upgraded,
}
