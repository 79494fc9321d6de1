namespace Services.Gateway.SocketIo;

/// <summary>A client that came back after a broken connection and is taken up where it was.</summary>
/// <param name="SocketId">The id that its socket had, and has again.</param>
/// <param name="Offset">The offset of the last event it received; null if it received none that had one.</param>
/// <param name="State">What the application needs to take it up.</param>
public sealed record SocketIoRecovered(string SocketId, string? Offset, object? State);
