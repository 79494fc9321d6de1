namespace Services.Gateway.Connections;

/// <summary><c>connected</c>.</summary>
internal sealed record ConnectedEvent
{
    /// <summary>The event's name.</summary>
    public const string Name = "connected";

    public required string SocketId { get; init; }

    /// <summary>Unix time in milliseconds.</summary>
    public required long ServerTime { get; init; }

    public bool Recovered { get; init; }

    /// <summary>For the workspace dialect, which shares the event.</summary>
    public required string Message { get; init; }

    /// <summary>For the workspace dialect.</summary>
    public required DateTime Timestamp { get; init; }
}
